using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Asks again for failed instalments: by the schedule (PAY-06), or because a person wants it. A try belongs to its instalment,
/// which knows the new payment from the same transaction on: a message that comes twice finds nothing to try.
/// </summary>
internal static class TryAgain
{
    /// <summary>
    /// The oldest try that is due, with all others that are due by the same card, as they may have failed together. One whose
    /// debt is gone for now lets its turn pass; the next may find it back.
    /// </summary>
    public static Decision<Account> Decide(Account account, DueRun due)
    {
        var late = account.Plans.Values
            .Where(plan => plan.CancelledBecause is null)
            .SelectMany(plan => plan.Instalments, (plan, instalment) => (Plan: plan, Instalment: instalment))
            .Where(item => item.Instalment.State == InstalmentStates.Failed && item.Instalment.Failures?.NextTryAt <= due.Now)
            .OrderBy(item => item.Instalment.Failures!.NextTryAt)
            .ThenBy(item => item.Plan.Id, StringComparer.Ordinal)
            .ThenBy(item => int.Parse(item.Instalment.Id))
            .ToArray();
        if (late.Length == 0)
            return new Decision<Account>.Unchanged(Answer.NoContent);

        var owed = PlanRoom.Failed(account).ToDictionary(item => new InstalmentKey(item.Plan.Id, item.Instalment.Id), item => item.Amount);
        var (plan, first) = late[0];
        if (!owed.ContainsKey(new InstalmentKey(plan.Id, first.Id)))
            return Pass(account, plan, first, due);
        var together = first.Method == PaymentMethods.Card ? late.Where(item => item.Instalment.PaymentMethod == first.PaymentMethod) : [late[0]];
        var plans = together.Select(item => item.Plan.Id).Distinct().Take(AskDuePayments.MaxPlans).ToHashSet(StringComparer.Ordinal);
        var items = together
            .Where(item => plans.Contains(item.Plan.Id))
            .Select(item => new InstalmentKey(item.Plan.Id, item.Instalment.Id))
            .Where(owed.ContainsKey)
            .Select(key => (key, owed[key]))
            .ToArray();
        return Ask(account, items, null, due);
    }

    /// <param name="way">Another saved method, which a person chose; null for the one it has.</param>
    /// <param name="isByHand">The schedule leaves to a person what he has taken in hand.</param>
    public static Decision<Account> Ask(
        Account account, IReadOnlyList<(InstalmentKey Key, Money Amount)> items, PayingBy? way, DueRun due, bool isByHand = false)
    {
        var total = Money.Zero(account.Head!.Currency);
        foreach (var (key, amount) in items)
        {
            var plan = account.Plans[key.Plan];
            var instalment = plan.Find(key.Instalment)!;
            account = account.With(plan.With(instalment.Become(InstalmentStates.Asked) with
            {
                Method = way?.Method ?? instalment.Method,
                PaymentMethod = way?.PaymentMethod ?? instalment.PaymentMethod,
                NotNeeded = instalment.Amount - amount,
                Payment = due.Payment,
                FailureCode = null,
                Failures = instalment.Failures!.Asked() with { IsInHand = isByHand || instalment.Failures.IsInHand },
            }));
            total += amount;
        }
        var keys = items.Select(item => item.Key).ToArray();
        var requested = Receivables.Decide(account, AskDuePayments.PaymentOf(account, keys, total, due), due.Organisation);
        var told = UpcomingChanged.Announce(due.Organisation, account.Id, [.. keys.Select(key => key.Plan).Distinct()]);
        return requested is Decision<Account>.Changed changed
            ? changed with
            {
                Note = new JournalNote("InstalmentRetried", Corrects: keys[0].Plan),
                Announcements = [.. changed.Announcements, told],
            }
            : requested;
    }

    private static Decision<Account>.Changed Pass(Account account, PaymentPlan plan, Instalment instalment, DueRun due)
    {
        var failures = instalment.Failures!;
        var next = RetrySchedule.Of(due.Profile).Next(instalment.Method, instalment.FailureCode!, failures, due.Now);
        return new Decision<Account>.Changed(
            account.With(plan.With(instalment with { Failures = failures with { NextTryAt = next } })),
            new JournalNote("RetryNotNeeded", Corrects: plan.Id),
            Answer.NoContent,
            []);
    }
}
