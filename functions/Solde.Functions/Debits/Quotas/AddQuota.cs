using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Adds a quota to a group.</summary>
internal static class AddQuota
{
    /// <param name="Version">0 unless given: the quota's first member.</param>
    public sealed record Request(int? Number, Member? Member, Money? Credit, int? Version = null)
    {
        public Quota ToQuota(string group, DateTimeOffset now) => new()
        {
            Group = group,
            Number = Number!.Value,
            Version = Version ?? 0,
            Member = Member!,
            Credit = Credit!.Value,
            State = QuotaStates.Active,
            AddedAt = now,
        };
    }

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
        var errors = new FieldErrors();
        QuotaCheck.Of(request, "", profile.Currency, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var found = await groups.ReadAsync(command.Organisation, group, command.CancellationToken);
        if (found.Head is not { } head)
            return CommonRefusals.NotFound;
        if (head.State == GroupStates.Ended)
            return await quotas.RefusedAsync(group, command, DebitRefusals.GroupEnded);
        if (await QuotaCheck.AccountsAsync([request.Member!], command, contacts) is { } unknown)
            return await quotas.RefusedAsync(group, command, unknown);

        var quota = request.ToQuota(group, clock.GetUtcNow());
        var answer = Answer.Created(
            QuotaView.Of(quota), DebitsJson.Default.QuotaView, $"/api/v1/debits/groups/{group}/quotas/{quota.Id}", quota.NextETag);
        return await quotas.AddAsync(group, [quota], command, answer);
    }
}
