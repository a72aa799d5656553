using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Nothing more is asked for; what is paid, and what a payment is asking for already, stays.</summary>
internal static class CancelPlan
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string account, string plan, Request request, Command command, AggregateStore<Account> accounts)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return await accounts.RefusedAsync(account, command, CommonRefusals.ReasonNeeded);
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, FieldErrors.NoteLength);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        return await accounts.ChangeAsync(account, command, current => Decide(current, plan, request.Reason, command.Organisation));
    }

    internal static Decision<Account> Decide(Account account, string id, string reason, string organisation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(plans: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Plans.TryGetValue(id, out var plan))
            return CommonRefusals.NotFound;
        if (plan.CancelledBecause is not null)
            return new Decision<Account>.Unchanged(Answer.Ok(PlanView.Of(plan), AccountsJson.Default.PlanView));

        var cancelled = plan with
        {
            CancelledBecause = reason,
            // A failed one gives up its payment: should that still arrive, it is money of its own.
            Instalments =
            [
                .. plan.Instalments.Select(instalment => instalment.State is InstalmentStates.Scheduled or InstalmentStates.Failed
                    ? instalment.Become(InstalmentStates.Cancelled) with { Payment = null }
                    : instalment),
            ],
        };
        return new Decision<Account>.Changed(
            account.With(cancelled),
            new JournalNote("PlanCancelled", reason, Corrects: id),
            Answer.Ok(PlanView.Of(cancelled), AccountsJson.Default.PlanView),
            [UpcomingChanged.Announce(organisation, account.Id, id)]);
    }
}
