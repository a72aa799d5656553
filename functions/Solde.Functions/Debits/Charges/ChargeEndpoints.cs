using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ChargeEndpoints
{
    public static void MapOfGroup(RouteGroupBuilder charges)
    {
        charges.MapGet("/", ListCharges.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedCharge>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A group's charges of a month by quota, all or those in a state; of the current month unless told.");
    }

    public static void MapOfQuota(RouteGroupBuilder charges)
    {
        charges.MapGet("/{month}", ReadCharge.Handle).Needs(Scopes.DebitsRead).Produces<ChargeView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A quota's charge of a month: what it is made of, and each time that it was asked for.");
        charges.MapGet("/{month}/preview", PreviewCharge.Handle).Needs(Scopes.DebitsRead).Produces<ChargePreview>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("What the month's run would charge the quota now; nothing is done.");
    }
}
