using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class RetryEndpoints
{
    public static void Map(RouteGroupBuilder charge)
    {
        charge.MapPost("/retry", RetryCharge.Handle).Needs(Scopes.DebitsWrite).MovesMoney().Produces<ChargeView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, DebitRefusals.ChargeState, DebitRefusals.DayIsOver)
            .WithSummary("Ask again for a charge that failed, was paid in part or was taken back, with the retries of a day; with a reason.");
        charge.MapPost("/cancel", CancelCharge.Handle).Needs(Scopes.DebitsWrite).MovesMoney().Produces<ChargeView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, DebitRefusals.ChargeState)
            .WithSummary("Take back a charge of which nothing has arrived, with a reason: nothing is asked for any more.");
    }
}
