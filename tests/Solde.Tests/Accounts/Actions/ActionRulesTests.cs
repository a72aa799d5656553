using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Tests.Accounts;

[Trait("Rule", "PAY-05")]
public sealed class ActionRulesTests
{
    [Fact]
    public void An_entry_is_open_exactly_while_its_debt_is_there_and_nobody_has_dismissed_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(BooksTests.Histories.ToArbitrary(), history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
            {
                random.Do(step);
                var faults = Faults(random.Account).ToArray();
                if (faults.Length > 0)
                    throw new InvalidOperationException($"{step}: {string.Join(' ', faults)}");
            }
            return true;
        }));

    [Fact]
    public void What_is_settled_need_not_be_read_to_know_what_failed() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(BooksTests.Histories.ToArbitrary(), history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
                random.Do(step);
            var whole = random.Account;
            var open = whole with
            {
                Invoices = whole.Invoices.RemoveRange(whole.Invoices.Values.Where(invoice => !invoice.IsOpen).Select(invoice => invoice.Id)),
                Payments = whole.Payments.RemoveRange(whole.Payments.Values.Where(payment => !payment.IsOpen).Select(payment => payment.Id)),
                Credits = whole.Credits.RemoveRange(whole.Credits.Values.Where(credit => !credit.IsOpen).Select(credit => credit.Id)),
                Plans = whole.Plans.RemoveRange(whole.Plans.Values.Where(plan => !plan.IsOpen).Select(plan => plan.Id)),
            };
            return PaymentAction.Of(open).SequenceEqual(PaymentAction.Of(whole));
        }));

    [Fact]
    public void The_random_histories_fail_retry_dismiss_and_close()
    {
        var played = Gen.Sample(BooksTests.Histories, 200, 200).Select(history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
                random.Do(step);
            return random;
        }).ToArray();

        var actions = played.SelectMany(random => PaymentAction.Of(random.Account)).ToArray();
        Assert.Superset(new HashSet<string> { "instalment", "refund" }, actions.Select(action => action.Kind).ToHashSet());
        Assert.Superset(ActionStates.Listed.ToHashSet(), actions.Select(action => action.State).ToHashSet());
        Assert.Contains(actions, action => action.NextTryAt is not null);
        var notes = played.SelectMany(random => random.Notes).Select(note => note.Action).ToHashSet();
        Assert.Superset(new HashSet<string> { "InstalmentRetried", "RetryNotNeeded", "FailureDismissed" }, notes);
        Assert.Contains(played, random => random.Account.Plans.Values.Any(plan => plan.CancelledBecause is null && plan.Instalments.Any(
            instalment => instalment is { State: "failed", Failures.Dismissed: null } && PaymentAction.Of(random.Account).All(action => action.Id != $"{plan.Id}-{instalment.Id}"))));
    }

    private static IEnumerable<string> Faults(Account account)
    {
        var actions = PaymentAction.Of(account).ToDictionary(action => action.Id);
        var zero = Money.Zero("CAD");
        var failed = account.Plans.Values
            .Where(plan => plan.CancelledBecause is null)
            .SelectMany(plan => plan.Instalments, (plan, instalment) => (Plan: plan, Instalment: instalment))
            .Where(item => item.Instalment.State == InstalmentStates.Failed)
            .ToLookup(item => item.Plan.Invoices.Count == 0 ? null : item.Plan.Invoices[0]);
        foreach (var ofInvoice in failed)
        {
            // The plans of these histories have one invoice or none. Without one, each failed part is owed whole, but for credits.
            var wanted = ofInvoice.Aggregate(zero, (sum, item) => sum + item.Instalment.LeftByCredits);
            var debt = ofInvoice.Key is null ? wanted : Money.Min(wanted, PlanRoom.Unplanned(account, [ofInvoice.Key]));
            var shown = ofInvoice.Aggregate(zero, (sum, item) =>
                sum + (actions.TryGetValue($"{item.Plan.Id}-{item.Instalment.Id}", out var action) ? action.Amount : zero));
            if (shown != (debt.IsPositive ? debt : zero))
                yield return $"Entries of {ofInvoice.Key} show {shown}, and {debt} is owed.";
        }
        foreach (var credit in account.Credits.Values)
        {
            var isOwed = credit.RefundFailure is not null && credit.ToRefundAgain.IsPositive;
            if (isOwed != actions.ContainsKey(credit.Id) || (credit.Kind == CreditKinds.FailedRefund && isOwed != credit.Left.IsPositive))
                yield return $"Credit {credit.Id} has {credit.Left} left, and its entry does not say so.";
        }
        foreach (var action in actions.Values)
        {
            if (!action.Amount.IsPositive || action.State != (action.Dismissed is null ? "open" : "dismissed"))
                yield return $"Entry {action.Id} is {action.State}.";
            if (action.Dismissed is not null && action.NextTryAt is not null)
                yield return $"Entry {action.Id} is dismissed, and is to be tried again.";
        }
        var known = failed.SelectMany(group => group).Select(item => $"{item.Plan.Id}-{item.Instalment.Id}").Concat(account.Credits.Keys);
        foreach (var stray in actions.Keys.Except(known))
            yield return $"Entry {stray} is of nothing that failed.";
    }
}
