using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Left">What can still be used.</param>
/// <param name="From">The payments whose money it is.</param>
/// <param name="Invoice">The invoice whose cancellation made it.</param>
/// <param name="Refund">The refund whose failed part it gives back.</param>
internal sealed record CreditView(
    string Id,
    Money Amount,
    Money Left,
    Money Refunded,
    Money Reserved,
    string Reason,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> From,
    string? Invoice,
    string? Refund)
{
    public static CreditView Of(Credit credit) => new(
        credit.Id,
        credit.Amount,
        credit.Left,
        credit.Refunded,
        credit.Reserved,
        credit.Reason,
        credit.CreatedAt,
        credit.From,
        credit.Invoice,
        credit.Refund);
}
