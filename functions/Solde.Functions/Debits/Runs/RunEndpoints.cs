using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class RunEndpoints
{
    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapGet("/", ListRuns.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedRun>>()
            .WithSummary("The organisation's runs, all or those of a month or a state.");
        runs.MapPost("/", StartRun.Handle).Needs(Scopes.DebitsWrite).MovesMoney().Produces<RunView>(StatusCodes.Status202Accepted)
            .WithSummary("Start a month's run, of a past month too, or a dry run that shows what it would do.");
        runs.MapGet("/{run}", ReadRun.Handle).Needs(Scopes.DebitsRead).Produces<RunView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A run: how far it is, counts and amounts by the way of collection, what was left out.");
        runs.MapGet("/{run}/left-out", ListLeftOut.Handle).Needs(Scopes.DebitsRead).Produces<Page<LeftOutView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("The quotas that a run left out, with the reason.");
        runs.MapPost("/{run}/stop", StopRun.Handle).Needs(Scopes.DebitsWrite).Produces<RunView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, DebitRefusals.RunState)
            .WithSummary("Stop a run at the end of the pages that are under way, with a reason.");
        runs.MapPost("/{run}/resume", ResumeRun.Handle).Needs(Scopes.DebitsWrite).MovesMoney()
            .Produces<RunView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, DebitRefusals.RunState)
            .WithSummary("Let a run that was stopped or interrupted go on.");
    }
}
