using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class PayoutEndpoints
{
    public static void Map(RouteGroupBuilder payments)
    {
        var payouts = payments.MapGroup("/payouts");
        payouts.MapGet("/", ListPayouts.Handle).Needs(Scopes.BillingRead).Produces<Page<PayoutItem>>()
            .WithSummary("What of each payout to the bank is this organisation's, by day, state and difference, newest first.");
        payouts.MapGet("/{payout}", GetPayout.Handle).Needs(Scopes.BillingRead).Produces<PayoutView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("What of a payout is this organisation's, by kind.");
        payouts.MapGet("/{payout}/lines", ListPayoutLines.Handle).Needs(Scopes.BillingRead)
            .Produces<Page<PayoutLineView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("This organisation's payments, refunds and disputes in a payout.");

        var all = payments.MapGroup("/all-payouts");
        all.MapGet("/", ListPayouts.Handle).Needs(Scopes.Operator).Produces<Page<PayoutItem>>()
            .WithSummary("All payouts to the bank, for the operator.");
        all.MapGet("/{payout}", GetPayout.HandleWhole).Needs(Scopes.Operator).Produces<PayoutView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A payout with its difference, for the operator.");
        all.MapGet("/{payout}/lines", ListPayoutLines.HandleWhole).Needs(Scopes.Operator)
            .Produces<Page<PayoutLineView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("All that is in a payout, for the operator.");
    }
}
