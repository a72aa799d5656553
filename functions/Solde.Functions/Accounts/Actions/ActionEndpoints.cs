using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class ActionEndpoints
{
    public static void Map(RouteGroupBuilder actions)
    {
        actions.MapGet("/", ListActions.Handle).Needs(Scopes.PaymentsFailed).Produces<Page<ActionView>>()
            .WithSummary("The payment action centre: failed instalments, subscription months and refunds that wait for somebody.");
        actions.MapGet("/{account}/{entry}", GetAction.Handle).Needs(Scopes.PaymentsFailed).Produces<ActionView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("One entry as it stands now: open, dismissed or closed.");
        actions.MapPost("/{account}/{entry}/retry", RetryAction.Handle).Needs(Scopes.PaymentsFailed).MovesMoney()
            .Produces<RetryAction.View>(StatusCodes.Status202Accepted)
            .Refuses(
                CommonRefusals.NotFound,
                ActionRefusals.NotOpen,
                SavedMethodRefusals.Unknown,
                AccountRefusals.UnknownMethod,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Ask again at once, by the same saved method or another; give a refund back again, its way or another.");
        actions.MapPost("/{account}/{entry}/dismissal", DismissAction.Handle).Needs(Scopes.PaymentsFailed).Produces<ActionView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, ActionRefusals.NotOpen)
            .WithSummary("Take an entry off the list, with a reason; it opens again when it fails anew.");
    }
}
