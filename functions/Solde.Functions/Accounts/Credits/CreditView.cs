using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Kind">Why there is one, see <see cref="CreditKinds"/>.</param>
/// <param name="Left">What can still be used.</param>
/// <param name="Refunded">What refunds took or are taking from it.</param>
/// <param name="From">The payments whose money it is.</param>
/// <param name="Origin">The invoice, refund or credit that it came of.</param>
internal sealed record CreditView(
    string Id,
    string Kind,
    Money Amount,
    Money Left,
    Money Refunded,
    Money Moved,
    bool IsVoided,
    string Reason,
    DateOnly IssuedOn,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> From,
    string? Origin,
    IReadOnlyList<Allocation> Allocations)
{
    public static CreditView Of(Credit credit) => new(
        credit.Id,
        credit.Kind,
        credit.Amount,
        credit.Left,
        credit.Refunded + credit.Reserved,
        credit.Moved,
        credit.VoidedAt is not null,
        credit.Reason,
        credit.IssuedOn,
        credit.CreatedAt,
        credit.From,
        credit.Origin,
        credit.Allocations);
}
