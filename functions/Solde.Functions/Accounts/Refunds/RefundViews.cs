using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="State">See <see cref="RefundStates"/>.</param>
internal sealed record RefundView(
    string Id, Money Amount, string State, string Reason, DateTimeOffset CreatedAt, string? Invoice, IReadOnlyList<RefundPartView> Parts)
{
    public static RefundView Of(Refund refund) => new(
        refund.Id, refund.Amount, refund.State, refund.Reason, refund.CreatedAt, refund.Invoice, [.. refund.Parts.Select(RefundPartView.Of)]);
}

/// <summary>One way that a refund goes, and how it can be traced (BIL-25).</summary>
/// <param name="Reference">The provider's id of it.</param>
/// <param name="BankReference">By which the customer's bank can find it.</param>
/// <param name="ArrivesBy">The day by which it should have arrived.</param>
/// <param name="GivenAs">The credit note that gave a failed part back to the account.</param>
/// <param name="ReportedAt">When administrators were told that no word of it comes.</param>
internal sealed record RefundPartView(
    string Id,
    string Method,
    Money Amount,
    string State,
    string? Payment,
    string? Credit,
    DateTimeOffset? SentAt,
    DateOnly? ArrivesBy,
    DateTimeOffset? SettledAt,
    string? Reference,
    string? BankReference,
    string? FailureCode,
    string? GivenAs,
    DateTimeOffset? ReportedAt)
{
    public static RefundPartView Of(RefundPart part) => new(
        part.Id,
        part.Method,
        part.Amount,
        part.State,
        part.Payment,
        part.Credit,
        part.SentAt,
        part.ArrivesBy,
        part.SettledAt,
        part.Reference,
        part.BankReference,
        part.FailureCode,
        part.GivenAs,
        part.ReportedAt);
}
