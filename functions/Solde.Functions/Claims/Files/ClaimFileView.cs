using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <param name="CompletedBy">The event that completed it; null while it is not.</param>
/// <param name="SalesDocument">The estimate or invoice that it is used in, with what to know before it is sent.</param>
/// <param name="Payments">What payment notices told of, and how that fits the invoice.</param>
internal sealed record ClaimFileView(
    string Id,
    string Network,
    string Number,
    string? Insurer,
    string? Registration,
    string State,
    DateTimeOffset Since,
    DateTimeOffset OpenedAt,
    string? CompletedBy,
    SalesDocumentView? SalesDocument,
    IReadOnlyList<ClaimWarning> Warnings,
    IReadOnlyList<ClaimPayment> Payments,
    bool HasDifference,
    IReadOnlyList<SentMessage> Sent)
{
    public static ClaimFileView Of(ClaimFile file)
    {
        var head = file.Head!;
        return new ClaimFileView(
            file.Id,
            head.Network,
            head.Number,
            head.Insurer,
            head.Registration,
            head.State,
            head.Since,
            head.OpenedAt,
            head.End?.Reason,
            head.Document is { } document ? SalesDocumentView.Of(document) : null,
            head.Warnings,
            head.Payments,
            head.HasDifference,
            [.. file.Sent.Values.OrderBy(sent => sent.SentAt)]);
    }
}

/// <param name="CreditNote">Null unless one took the invoice back.</param>
internal sealed record SalesDocumentView(
    string? Account, string? Invoice, string? Estimate, DateTimeOffset IntegratedAt, string? CreditNote)
{
    public static SalesDocumentView Of(SalesDocument document) =>
        new(document.Account, document.Invoice, document.Estimate, document.IntegratedAt, document.CreditNote);
}
