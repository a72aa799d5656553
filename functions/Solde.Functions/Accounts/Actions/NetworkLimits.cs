using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>How often networks let the same payment be tried, the first time included.</summary>
internal static class NetworkLimits
{
    private sealed record Limit(int Tries, int Days);

    private static readonly Dictionary<string, Limit> ByMethod = new(StringComparer.Ordinal)
    {
        // Visa charges for more than 15 tries in 30 days (20 since May 2025), Mastercard for more than 35: the strictest of
        // them, since we do not know the card's brand. support.stripe.com/questions/payment-blocked-due-to-excessive-retries
        [PaymentMethods.Card] = new(15, 30),
        // Payments Canada, Rule H1: a debit returned for funds may be presented once more, within 30 days.
        [PaymentMethods.AcssDebit] = new(2, 30),
        // The rulebook sets no number; banks charge for each return, so two more and no further.
        [PaymentMethods.SepaDebit] = new(3, 30),
    };

    /// <summary>Whether one more try may be made at an instant.</summary>
    public static bool Allow(string method, InstalmentFailures failures, DateTimeOffset at)
    {
        if (!ByMethod.TryGetValue(method, out var limit))
            return false;
        var window = at.AddDays(-limit.Days);
        return failures.Since >= window && failures.At.Count(failed => failed >= window) < limit.Tries;
    }
}
