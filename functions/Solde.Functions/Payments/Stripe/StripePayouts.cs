using System.Globalization;
using System.Text.Json;

namespace Solde.Functions.Payments.Stripe;

/// <param name="Automatic">Only then does the provider say which transactions are in it.</param>
/// <param name="ReconciliationStatus">completed once the list of its transactions is whole.</param>
internal sealed record StripePayout(
    string Id,
    string Status,
    long Amount,
    string Currency,
    long ArrivalDate,
    long Created,
    bool Automatic,
    string? FailureCode,
    string? ReconciliationStatus);

/// <summary>What one thing did to the provider's balance.</summary>
/// <param name="Amount">Before the fee, below zero where it left.</param>
/// <param name="Source">An id, or the whole charge, refund, dispute or payout where it was expanded.</param>
internal sealed record StripeBalanceTransaction(
    string Id, string Type, long Amount, long Fee, string Currency, long Created, JsonElement Source);

internal sealed record StripeBalanceTransactionList(IReadOnlyList<StripeBalanceTransaction> Data, bool HasMore);

/// <summary>What charges, refunds and disputes have in common, of which a balance transaction has one for its source.</summary>
internal sealed record StripeSource(
    string Id, string Object, long Amount, string? Currency, string? PaymentIntent, Dictionary<string, string>? Metadata);

internal static class StripePayouts
{
    private const int PageSize = 100;

    /// <summary>The payout as it is now.</summary>
    /// <exception cref="ProviderOutageException">No usable answer came.</exception>
    public static async Task<StripePayout> PayoutAsync(this StripeClient stripe, string payout, CancellationToken cancellation)
    {
        var answer = await stripe.GetAsync($"/v1/payouts/{Uri.EscapeDataString(payout)}", StripeJson.Default.StripePayout, cancellation);
        return answer.Object ?? throw new ProviderOutageException($"The provider does not show its payout: {answer.Error?.Code ?? answer.Error?.Type}.");
    }

    /// <summary>The next of a payout's transactions, with what each is of.</summary>
    /// <param name="after">The transaction to go on after; null to begin.</param>
    /// <exception cref="ProviderOutageException">No usable answer came.</exception>
    public static async Task<StripeBalanceTransactionList> TransactionsOfAsync(
        this StripeClient stripe, string payout, string? after, CancellationToken cancellation)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/balance_transactions?payout={Uri.EscapeDataString(payout)}&limit={PageSize}&expand[0]=data.source");
        var page = await stripe.GetAsync(
            after is null ? path : $"{path}&starting_after={after}", StripeJson.Default.StripeBalanceTransactionList, cancellation);
        return page.Object
            ?? throw new ProviderOutageException($"The provider does not list the payout's transactions: {page.Error?.Code ?? page.Error?.Type}.");
    }
}
