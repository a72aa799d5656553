using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>
/// Changes a group: what it is called and how it stands, its plan, or its assemblies. <c>If-Match</c> guards each (COM-06).
/// </summary>
internal static class ChangeGroup
{
    /// <param name="Agent">Who collects for quotas without an agent of their own; nobody unless given.</param>
    public sealed record Request(string? Name, string? Operation, string? State, string? Agent = null);

    public sealed record PlanRequest(GroupPlan? Plan, string? Reason);

    /// <param name="Assemblies">All of them, by their month.</param>
    public sealed record AssembliesRequest(IReadOnlyList<Assembly>? Assemblies, string? Reason = null);

    public static async Task<Answer> Handle(
        string group, Request request, Command command, AggregateStore<DebitGroup> groups, AggregateStore<DebitSettings> settings)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Id("operation", request.Operation);
        errors.OneOf("state", request.State, GroupStates.All);
        errors.Id("agent", request.Agent, needed: false);
        if (errors.Any)
            return errors.ToRefusal();
        var terms = (await settings.ReadAsync(command.Organisation, DebitSettings.Id, command.CancellationToken)).Current;
        return await groups.ChangeAsync(group, command, current =>
        {
            var isUnknown = request.Agent is not null && request.Agent != current.Head?.Agent && terms.Agent(request.Agent) is null;
            if (current.Exists && isUnknown)
                return DebitRefusals.NotListed.With(request.Agent!);
            return Decide(current, command.IfMatch, "GroupChanged", null, head => head with
            {
                Name = request.Name!,
                Operation = request.Operation!,
                State = request.State!,
                Agent = request.Agent,
            });
        });
    }

    public static async Task<Answer> HandlePlan(
        string group, PlanRequest request, Command command, AggregateStore<DebitGroup> groups, IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        GroupCheck.Plan(request.Plan, profile.Currency, errors);
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        return await groups.ChangeAsync(group, command, current =>
            Decide(current, command.IfMatch, "GroupPlanChanged", request.Reason, head => head with { Plan = request.Plan! }));
    }

    public static async Task<Answer> HandleAssemblies(
        string group, AssembliesRequest request, Command command, AggregateStore<DebitGroup> groups)
    {
        var errors = new FieldErrors();
        GroupCheck.Assemblies(request.Assemblies, errors);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        if (errors.Any)
            return errors.ToRefusal();
        return await groups.ChangeAsync(group, command, current => Decide(
            current, command.IfMatch, "AssembliesChanged", request.Reason, head => head with { Assemblies = request.Assemblies! }));
    }

    private static Decision<DebitGroup> Decide(
        DebitGroup group, string? ifMatch, string fact, string? reason, Func<GroupTerms, GroupTerms> change)
    {
        if (group.Head is not { } head)
            return CommonRefusals.NotFound;
        if (ifMatch is not null && ifMatch != head.ETag)
            return CommonRefusals.Stale;
        var after = change(head) with { Version = head.Version + 1 };
        return new Decision<DebitGroup>.Changed(
            group with { Head = after },
            new JournalNote(fact, reason),
            Answer.Ok(GroupView.Of(group.Id, after), DebitsJson.Default.GroupView, after.ETag),
            []);
    }
}
