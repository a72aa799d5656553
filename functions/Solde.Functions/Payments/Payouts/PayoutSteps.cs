using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>The steps of reading a payout. Each may run again: a line replaces itself, and the payout takes the same reading twice as once.</summary>
internal static class PayoutSteps
{
    public static async Task<PayoutReading> ReadPayoutLines(TaskActivityContext context, PayoutReading reading)
    {
        var stripe = context.Services.GetRequiredService<StripeClient>();
        var payout = await stripe.PayoutAsync(reading.Payout, context.CancellationToken);
        // Of a payout that was made by hand the provider does not know which transactions are in it.
        if (!payout.Automatic)
            return reading with { After = null };
        var page = await stripe.TransactionsOfAsync(reading.Payout, reading.After, context.CancellationToken);
        var lines = await context.Services.GetRequiredService<MatchPayoutLines>()
            .OfAsync(page.Data.Where(transaction => !IsThePayoutItself(transaction)), context.CancellationToken);
        await context.Services.GetRequiredService<PayoutLines>().PutAsync(reading.Payout, lines, context.CancellationToken);
        return reading with { After = page.HasMore ? page.Data[^1].Id : null };
    }

    /// <summary>A run that died between the payout and its list is made good by the next.</summary>
    public static async Task<PayoutReading> WritePayout(TaskActivityContext context, PayoutReading reading)
    {
        var shares = await context.Services.GetRequiredService<PayoutLines>().SharesAsync(reading.Payout, context.CancellationToken);
        var told = await context.Services.GetRequiredService<StripeClient>().PayoutAsync(reading.Payout, context.CancellationToken);
        var payouts = context.Services.GetRequiredService<AggregateStore<Payout>>();
        var command = Command.Of(Payout.OfInstallation, "provider " + reading.Payout, context);
        await payouts.ChangeAsync(reading.Payout, command, payout => PayoutRule.Decide(payout, told, shares));
        var written = await payouts.ReadAsync(Payout.OfInstallation, reading.Payout, context.CancellationToken);
        await context.Services.GetRequiredService<PayoutIndex>().PutAsync(reading.Payout, written.Content!, context.CancellationToken);
        return reading;
    }

    private static bool IsThePayoutItself(StripeBalanceTransaction transaction) => transaction.Type == "payout";
}
