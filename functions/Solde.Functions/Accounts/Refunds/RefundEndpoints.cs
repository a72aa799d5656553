using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class RefundEndpoints
{
    public static void Map(RouteGroupBuilder refunds)
    {
        refunds.MapGet("/", ListRefunds.Handle).Needs(Scopes.BillingRead).Produces<Page<RefundView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Refunds of an account, by state, oldest or newest first.");
        refunds.MapPost("/", RefundPayments.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>(StatusCodes.Status202Accepted)
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                AccountRefusals.UnknownMethod,
                RefundRefusals.UnknownPayment,
                RefundRefusals.RefundedOtherwise,
                RefundRefusals.BeyondPayment,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Give money back to the payments it came by, newest first or as chosen.");
        refunds.MapGet("/{refund}", GetRefund.Handle).Needs(Scopes.BillingRead).Produces<RefundView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A refund, part by part, with what a bank needs to trace it.");
        refunds.MapPost("/{refund}/cancellation", CancelRefund.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, RefundRefusals.NotCancellable)
            .WithSummary("Cancel what a refund gave back by offline methods.");
    }
}
