using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Opens a group under the code that the organisation gives it.</summary>
internal static class OpenGroup
{
    /// <param name="State">Forming unless given.</param>
    /// <param name="Agent">Who collects for quotas without an agent of their own: one of the settings'.</param>
    public sealed record Request(
        string? Id,
        string? Name,
        string? Operation,
        GroupPlan? Plan,
        string? State = null,
        string? Agent = null,
        IReadOnlyList<Assembly>? Assemblies = null);

    public static async Task<Answer> Handle(
        Request request,
        Command command,
        AggregateStore<DebitGroup> groups,
        AggregateStore<DebitSettings> settings,
        GroupNumbers numbers,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Id("id", request.Id);
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Id("operation", request.Operation);
        errors.OneOf("state", request.State, GroupStates.All, needed: false);
        errors.Id("agent", request.Agent, needed: false);
        GroupCheck.Plan(request.Plan, profile.Currency, errors);
        GroupCheck.Assemblies(request.Assemblies ?? [], errors);
        if (errors.Any)
            return errors.ToRefusal();
        var terms = (await settings.ReadAsync(command.Organisation, DebitSettings.Id, command.CancellationToken)).Current;
        var now = clock.GetUtcNow();
        var number = await numbers.OfAsync(command.Organisation, request.Id!, command.CancellationToken);
        return await groups.ChangeAsync(request.Id!, command, current => Decide(current, request, number, terms, now));
    }

    internal static Decision<DebitGroup> Decide(DebitGroup group, Request request, int number, DebitTerms settings, DateTimeOffset now)
    {
        if (group.Exists)
            return DebitRefusals.GroupExists.With(group.Id);
        if (request.Agent is not null && settings.Agent(request.Agent) is null)
            return DebitRefusals.NotListed.With(request.Agent);
        var head = new GroupTerms(
            number,
            request.Name!,
            request.Operation!,
            request.State ?? GroupStates.Forming,
            1,
            request.Agent,
            request.Plan!,
            request.Assemblies ?? [],
            now);
        return new Decision<DebitGroup>.Changed(
            group with { Head = head },
            new JournalNote("GroupOpened"),
            Answer.Created(GroupView.Of(group.Id, head), DebitsJson.Default.GroupView, $"/api/v1/debits/groups/{group.Id}", head.ETag),
            []);
    }
}
