using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Takes an entry off the list, with a reason; what is owed stays owed. It opens again when it fails anew (PAY-05).</summary>
internal static class DismissAction
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string account, string entry, Request request, Command command, AggregateStore<Account> accounts, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        var dismissal = new Dismissal(request.Reason!, command.Actor, clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current => Decide(current, entry, dismissal, command.Language));
    }

    internal static Decision<Account> Decide(Account account, string entry, Dismissal dismissal, string language)
    {
        var (action, unready) = OpenAction.Find(account, entry);
        if (action is null)
            return unready!;
        var after = action.Credit is { } credit ? OfRefund(account, credit, dismissal) : OfInstalment(account, action, dismissal);
        return new Decision<Account>.Changed(
            after,
            new JournalNote("FailureDismissed", dismissal.Reason, Corrects: action.Credit ?? action.Plan),
            Answer.Ok(ActionView.Of(PaymentAction.Find(after, entry)!, language), AccountsJson.Default.ActionView),
            []);
    }

    private static Account OfInstalment(Account account, PaymentAction action, Dismissal dismissal)
    {
        var plan = account.Plans[action.Plan!];
        var instalment = plan.Find(action.Instalment!)!;
        return account.With(plan.With(instalment with
        {
            Failures = instalment.Failures! with { Dismissed = dismissal, NextTryAt = null },
        }));
    }

    private static Account OfRefund(Account account, string id, Dismissal dismissal)
    {
        var credit = account.Credits[id];
        return account.With(credit with { RefundFailure = credit.RefundFailure! with { Dismissed = dismissal } });
    }
}
