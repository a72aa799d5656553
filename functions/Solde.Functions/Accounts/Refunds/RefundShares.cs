using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>So much of a refund goes back the way of one payment.</summary>
internal sealed record RefundShare(string Payment, Money Amount);

/// <summary>Over which payments an amount goes back: newest first, never beyond what each holds (BIL-22).</summary>
internal static class RefundShares
{
    /// <param name="payments">In the order in which they give.</param>
    /// <param name="holds">What a payment may give: <see cref="Payment.Refundable"/> or <see cref="Payment.Returnable"/>.</param>
    /// <returns>Shares that add up to the amount, or to all there is where that is less.</returns>
    public static IReadOnlyList<RefundShare> Over(IEnumerable<Payment> payments, Money amount, Func<Payment, Money> holds)
    {
        var shares = new List<RefundShare>();
        foreach (var payment in payments)
        {
            var part = Money.Min(amount, holds(payment));
            if (!part.IsPositive)
                continue;
            shares.Add(new RefundShare(payment.Id, part));
            amount -= part;
        }
        return shares;
    }

    public static IEnumerable<Payment> NewestFirst(IEnumerable<Payment> payments) =>
        payments.OrderByDescending(payment => payment.Id, StringComparer.Ordinal);

    public static Money Sum(IEnumerable<RefundShare> shares, string currency) =>
        shares.Aggregate(Money.Zero(currency), (sum, share) => sum + share.Amount);
}
