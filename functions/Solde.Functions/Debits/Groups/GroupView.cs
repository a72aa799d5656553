namespace Solde.Functions.Debits;

internal sealed record GroupView(
    string Id,
    string Name,
    string Operation,
    string State,
    string? Agent,
    GroupPlan Plan,
    IReadOnlyList<Assembly> Assemblies,
    DateTimeOffset OpenedAt)
{
    public static GroupView Of(string id, GroupTerms terms) => new(
        id, terms.Name, terms.Operation, terms.State, terms.Agent, terms.Plan, terms.Assemblies, terms.OpenedAt);
}

/// <summary>A group among the others.</summary>
internal sealed record ListedGroup(string Id, string Name, string Operation, string State, string? Agent, DateTimeOffset OpenedAt)
{
    public static ListedGroup Of(DebitGroup group) => new(
        group.Id, group.Head!.Name, group.Head.Operation, group.Head.State, group.Head.Agent, group.Head.OpenedAt);
}
