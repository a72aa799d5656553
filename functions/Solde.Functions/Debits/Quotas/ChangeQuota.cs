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
    /// <param name="GivesBack">
    /// Of a quota that is cancelled or ended: what its member gets back, before the reducer; later what is left, zero once he claimed it. As it
    /// is unless given.
    /// </param>
    public sealed record Request(Member? Member, Money? Credit, string? Reason, string? State = null, Money? GivesBack = null);

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
        QuotaCheck.GivesBack(request.GivesBack, profile.Currency, errors);
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        if (await QuotaCheck.AccountsAsync([request.Member!], command, contacts) is { } unknown)
            return unknown;
        return await quotas.ChangeAsync(group, quota, command, current => Decide(current, request));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request)
    {
        var after = quota with
        {
            Member = request.Member!,
            Credit = request.Credit!.Value,
            State = request.State ?? quota.State,
            GivesBack = request.GivesBack ?? quota.GivesBack,
        };
        if (after.State == QuotaStates.Active && request.GivesBack is not null)
            return DebitRefusals.GivesNothingBack;
        // It goes on as if it had never been cancelled; the journal has what was kept.
        if (after.State == QuotaStates.Active && quota.State != QuotaStates.Active)
            after = after with { GivesBack = null, Withheld = [] };
        if (after == quota)
            return new Decision<Quota>.Unchanged(Answer.Ok(QuotaView.Of(quota), DebitsJson.Default.QuotaView, quota.ETag));
        // What an ended quota has left is still claimed.
        if (quota.State == QuotaStates.Ended && after != quota with { GivesBack = after.GivesBack })
            return DebitRefusals.QuotaEnded;
        return new Decision<Quota>.Changed(
            after,
            new JournalNote(after.State == quota.State ? "QuotaChanged" : "QuotaStateChanged", request.Reason),
            Answer.Ok(QuotaView.Of(after), DebitsJson.Default.QuotaView, quota.NextETag),
            []);
    }
}
