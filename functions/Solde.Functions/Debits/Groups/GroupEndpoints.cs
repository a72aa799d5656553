using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

internal static class GroupEndpoints
{
    public static void Map(RouteGroupBuilder groups)
    {
        groups.MapGet("/", ListGroups.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedGroup>>()
            .WithSummary("The organisation's groups, all or those of a state.");
        groups.MapPost("/", OpenGroup.Handle).Needs(Scopes.DebitsWrite).Produces<GroupView>(StatusCodes.Status201Created)
            .Refuses(DebitRefusals.GroupExists, DebitRefusals.NotListed)
            .WithSummary("Open a group with its plan.");
        groups.MapGet("/{group}", ReadGroup.Handle).Needs(Scopes.DebitsRead).Produces<GroupView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A group with its plan and its assemblies.");
        groups.MapPut("/{group}", ChangeGroup.Handle).Needs(Scopes.DebitsWrite).Produces<GroupView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, DebitRefusals.NotListed)
            .WithSummary("Change a group's name, operation, state and agent; If-Match guards against another's change.");
        groups.MapPut("/{group}/plan", ChangeGroup.HandlePlan).Needs(Scopes.DebitsWrite).Produces<GroupView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, CommonRefusals.ReasonNeeded)
            .WithSummary("Replace what the group's quotas are charged by, with a reason.");
        groups.MapPut("/{group}/assemblies", ChangeGroup.HandleAssemblies).Needs(Scopes.DebitsWrite).Produces<GroupView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Set the group's assemblies: one a month, with its date and its due date.");
        groups.MapGet("/{group}/journal", ReadGroupJournal.Handle).Needs(Scopes.DebitsRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of a group, newest or oldest first.");
    }
}
