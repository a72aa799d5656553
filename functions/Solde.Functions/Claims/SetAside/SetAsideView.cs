namespace Solde.Functions.Claims;

/// <param name="Text">The message as it came, where that is text and not erased; only of one by itself.</param>
internal sealed record SetAsideView(
    string Id,
    string Network,
    string? Source,
    string Reason,
    string? Where,
    long Bytes,
    DateTimeOffset At,
    string State,
    int Tries,
    string? Claim,
    string? Text = null)
{
    public static SetAsideView Of(string id, SetAsideContent content, string? text = null) => new(
        id,
        content.Network,
        content.Source,
        content.Reason,
        content.Where,
        content.Bytes,
        content.At,
        content.State,
        content.Tries,
        content.Claim,
        text);
}
