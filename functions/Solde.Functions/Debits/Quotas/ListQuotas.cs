using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A group's quotas by their numbers, filtered and paged (COM-09).</summary>
internal static class ListQuotas
{
    public static Task<Answer> Handle(
        string group,
        string? state,
        string? account,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        QuotaStore quotas,
        AggregateStore<DebitGroup> groups) =>
        PageAsync(group, new SearchQuotas.Request(null, state, account, order, cursor, limit), command, quotas, groups);

    internal static async Task<Answer> PageAsync(
        string group, SearchQuotas.Request asked, Command command, QuotaStore quotas, AggregateStore<DebitGroup> groups)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", asked.State, QuotaStates.All, needed: false);
        errors.Id("account", asked.Account, needed: false);
        errors.Text("text", asked.Text, FieldErrors.NameLength, needed: false);
        var list = ListOrder.Read(asked.Order, asked.Cursor, asked.Limit, errors);
        if (list.After is not null && !Ids.IsValid(list.After))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await groups.ReadAsync(command.Organisation, group, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        var found = quotas.OfGroupAsync(command.Organisation, group, list.ReadAfter, command.CancellationToken)
            .Where(quota => asked.State is null || quota.State == asked.State)
            .Where(quota => asked.Account is null || quota.Member.Account == asked.Account)
            .Where(quota => asked.Text is null || IsNamed(quota, asked.Text));
        var page = await list.PageAsync(found.Select(ListedQuota.Of), quota => quota.Id, command.CancellationToken);
        return Cursor.Answer(page, DebitsJson.Default.PageListedQuota);
    }

    /// <summary>By name as people write it, with or without accents, or by what the quota's number begins with.</summary>
    private static bool IsNamed(Quota quota, string text) =>
        NameOrder.KeyOf(quota.Member.Name).Contains(NameOrder.KeyOf(text), StringComparison.Ordinal)
        || quota.Id.TrimStart('0').StartsWith(text, StringComparison.Ordinal);
}
