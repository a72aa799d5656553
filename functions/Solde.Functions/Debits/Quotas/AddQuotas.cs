using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Adds many quotas to a group at once, all of them or none.</summary>
internal static class AddQuotas
{
    private static readonly Text Twice = new("is there twice", "y est deux fois", "está lá duas vezes", "staat er tweemaal");

    public sealed record Request(IReadOnlyList<AddQuota.Request>? Quotas);

    public static async Task<Answer> Handle(
        string group,
        Request request,
        Command command,
        QuotaStore quotas,
        AggregateStore<DebitGroup> groups,
        IAccountContacts contacts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (Check(request, profile.Currency) is { Any: true } errors)
            return errors.ToRefusal();
        var found = await groups.ReadAsync(command.Organisation, group, command.CancellationToken);
        if (found.Head is not { } head)
            return CommonRefusals.NotFound;
        if (head.State == GroupStates.Ended)
            return await quotas.RefusedAsync(group, command, DebitRefusals.GroupEnded);
        if (await QuotaCheck.AccountsAsync(request.Quotas!.Select(quota => quota.Member!), command, contacts) is { } unknown)
            return await quotas.RefusedAsync(group, command, unknown);

        var now = clock.GetUtcNow();
        var added = request.Quotas!.Select(quota => quota.ToQuota(group, now)).ToArray();
        var answer = Answer.Created(
            new AddedQuotas([.. added.Select(ListedQuota.Of)]), DebitsJson.Default.AddedQuotas, $"/api/v1/debits/groups/{group}/quotas");
        return await quotas.AddAsync(group, added, command, answer);
    }

    private static FieldErrors Check(Request request, string currency)
    {
        var errors = new FieldErrors();
        errors.Items("quotas", request.Quotas, 1, QuotaStore.MaxAdded);
        if (errors.Any)
            return errors;
        var seen = new HashSet<(int?, int)>();
        for (var i = 0; i < request.Quotas!.Count; i++)
        {
            var quota = request.Quotas[i];
            QuotaCheck.Of(quota, $"quotas[{i}].", currency, errors);
            if (!seen.Add((quota.Number, quota.Version ?? 0)))
                errors.Add($"quotas[{i}].number", Twice);
        }
        return errors;
    }
}
