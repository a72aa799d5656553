using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Changes who the member is, the credit's value and the quota's state; the reason is kept.</summary>
internal static class ChangeQuota
{
    /// <param name="State">As it is unless given.</param>
    public sealed record Request(Member? Member, Money? Credit, string? Reason, string? State = null);

    public static async Task<Answer> Handle(
        string group,
        string quota,
        Request request,
        Command command,
        QuotaStore quotas,
        IAccountContacts contacts,
        IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        QuotaCheck.Member(request.Member, "", errors);
        QuotaCheck.Credit(request.Credit, "", profile.Currency, errors);
        errors.OneOf("state", request.State, QuotaStates.All, needed: false);
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        if (await QuotaCheck.AccountsAsync([request.Member!], command, contacts) is { } unknown)
            return unknown;
        return await quotas.ChangeAsync(group, quota, command, current => Decide(current, request));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request)
    {
        var after = quota with { Member = request.Member!, Credit = request.Credit!.Value, State = request.State ?? quota.State };
        if (after == quota)
            return new Decision<Quota>.Unchanged(Answer.Ok(QuotaView.Of(quota), DebitsJson.Default.QuotaView, quota.ETag));
        if (quota.State == QuotaStates.Ended)
            return DebitRefusals.QuotaEnded;
        return new Decision<Quota>.Changed(
            after,
            new JournalNote(after.State == quota.State ? "QuotaChanged" : "QuotaStateChanged", request.Reason),
            Answer.Ok(QuotaView.Of(after), DebitsJson.Default.QuotaView, quota.NextETag),
            []);
    }
}
