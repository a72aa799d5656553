using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <param name="Number">The network's own.</param>
/// <param name="Label">Its name in the trade, such as <c>SD 36</c>.</param>
/// <param name="Before">The file's state.</param>
/// <param name="Text">The message as it came; only of one by itself, and null once it is erased.</param>
internal sealed record ClaimMessageView(
    string Id,
    string Number,
    string Kind,
    string Label,
    DateTimeOffset DatedAt,
    DateTimeOffset ReceivedAt,
    Money? Amount,
    string? Note,
    string Before,
    string After,
    string? Text = null)
{
    public static ClaimMessageView Of(string id, ClaimMessage message, string? text = null) => new(
        id,
        message.Number,
        message.Kind,
        message.Label,
        message.DatedAt,
        message.ReceivedAt,
        message.Amount,
        message.Note,
        message.Before,
        message.After,
        text);
}
