using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class MandateEndpoints
{
    public static void Map(RouteGroupBuilder mandates)
    {
        mandates.MapGet("/", ListMandates.Handle).Needs(Scopes.DebitsRead).Produces<Page<Mandate>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A quota's mandates, all or those in a state.");
        mandates.MapGet("/{mandate}", ReadMandate.Handle).Needs(Scopes.DebitsRead).Produces<Mandate>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A mandate and how it stands.");
        mandates.MapPost("/{mandate}/confirmation", MoveMandate.Confirm).Moves("The member signed it, or his bank entered it: it holds.");
        mandates.MapPost("/{mandate}/refusal", MoveMandate.Refuse).Moves("The member or his bank said no.");
        mandates.MapPost("/{mandate}/suspension", MoveMandate.Suspend).Moves("Lay it to rest: nothing is debited under it meanwhile.");
        mandates.MapPost("/{mandate}/resumption", MoveMandate.Resume).Moves("It holds again.");
        mandates.MapPost("/{mandate}/cancellation", MoveMandate.Cancel)
            .Moves("The member's right at any time: it ends, and its direct debits with it.");
    }

    private static void Moves(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.Needs(Scopes.DebitsWrite).Produces<Mandate>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, CommonRefusals.ReasonNeeded, DebitRefusals.MandateState,
                DebitRefusals.NotYet)
            .WithSummary(summary);
}
