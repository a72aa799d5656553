using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// How much may still be asked for on the invoices of a plan: they may be paid or cancelled otherwise while its
/// instalments wait, and nobody is to be charged for what he does not owe.
/// </summary>
internal static class PlanRoom
{
    /// <summary>What nobody has paid or is being asked for. Null for a plan ahead of any invoice: it has no bounds.</summary>
    public static Money? Of(Account account, PaymentPlan plan) =>
        plan.Invoices.Count == 0 ? null : Uncovered(account, plan.Invoices) - UnderWay(account, plan.Invoices);

    /// <summary>What a new plan may take: neither paid, nor being asked for, nor planned already.</summary>
    public static Money Unplanned(Account account, IReadOnlyList<string> invoices) => Sum(
        account,
        account.Plans.Values.Where(plan => plan.Shares(invoices))
            .SelectMany(plan => plan.Instalments.Where(instalment => instalment.IsScheduled))
            .Select(instalment => -instalment.ToAsk)
            .Append(Uncovered(account, invoices) - UnderWay(account, invoices)));

    /// <summary>What an instalment asks for where it is its turn; an offline one comes whole, but for credits.</summary>
    public static Money Ask(Account account, PaymentPlan plan, Instalment instalment)
    {
        if (!instalment.IsOnline || Of(account, plan) is not { } room)
            return instalment.ToAsk;
        return room.IsPositive ? Money.Min(instalment.ToAsk, room) : Money.Zero(room.Currency);
    }

    /// <summary>How much less the others would ask for after something was done about one instalment.</summary>
    public static Money TakenFromOthers(Account before, Account after, InstalmentKey one)
    {
        var asked = Expected(after).ToDictionary(item => new InstalmentKey(item.Plan.Id, item.Instalment.Id), item => item.Amount);
        return Sum(before, Expected(before)
            .Select(item => (Key: new InstalmentKey(item.Plan.Id, item.Instalment.Id), item.Amount))
            .Where(item => item.Key != one)
            .Select(item => asked.TryGetValue(item.Key, out var now) ? item.Amount - now : item.Amount)
            .Where(less => less.IsPositive));
    }

    /// <summary>What the scheduled instalments will bring, in the order of their days, as the account stands.</summary>
    public static IEnumerable<(PaymentPlan Plan, Instalment Instalment, Money Amount)> Expected(Account account)
    {
        var scheduled = account.Plans.Values
            .SelectMany(plan => plan.Instalments, (plan, instalment) => (plan.Id, Instalment: instalment))
            .Where(item => item.Instalment.IsScheduled)
            .OrderBy(item => item.Instalment.DueOn)
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .ThenBy(item => int.Parse(item.Instalment.Id))
            .ToArray();
        foreach (var (id, instalment) in scheduled)
        {
            var plan = account.Plans[id];
            var amount = Ask(account, plan, instalment);
            var asked = instalment.Become(InstalmentStates.Asked) with { NotNeeded = instalment.Amount - amount };
            account = account.With(plan.With(asked));
            if (amount.IsPositive)
                yield return (plan, instalment, amount);
        }
    }

    /// <summary>
    /// The failed instalments whose debt is still there, and how much of it: what is neither paid, nor asked for, nor planned
    /// otherwise. Money pays the oldest first, so what is left is the newest one's.
    /// </summary>
    public static IEnumerable<(PaymentPlan Plan, Instalment Instalment, Money Amount)> Failed(Account account)
    {
        var failed = account.Plans.Values
            .Where(plan => plan.CancelledBecause is null)
            .SelectMany(plan => plan.Instalments, (plan, instalment) => (plan.Id, Instalment: instalment))
            .Where(item => item.Instalment.State == InstalmentStates.Failed && item.Instalment.Failures is not null)
            .OrderByDescending(item => item.Instalment.DueOn)
            .ThenByDescending(item => item.Id, StringComparer.Ordinal)
            .ThenByDescending(item => int.Parse(item.Instalment.Id))
            .ToArray();
        foreach (var (id, instalment) in failed)
        {
            var plan = account.Plans[id];
            var amount = plan.Invoices.Count == 0
                ? instalment.LeftByCredits
                : Money.Min(instalment.LeftByCredits, Unplanned(account, plan.Invoices));
            if (!amount.IsPositive)
                continue;
            var taken = instalment.Become(InstalmentStates.Asked) with { NotNeeded = instalment.Amount - amount, Payment = null };
            account = account.With(plan.With(taken));
            yield return (plan, instalment, amount);
        }
    }

    /// <summary>An invoice that is not here is settled, and asks for nothing.</summary>
    private static Money Uncovered(Account account, IReadOnlyList<string> invoices) =>
        Sum(account, invoices.Where(account.Invoices.ContainsKey).Select(invoice => account.Invoices[invoice].Uncovered));

    /// <summary>
    /// Instalments that are asked for, and payments on their way for these invoices; not what of them lies on lines already,
    /// which <see cref="Uncovered"/> leaves out.
    /// </summary>
    private static Money UnderWay(Account account, IReadOnlyList<string> invoices)
    {
        var asked = account.Plans.Values.Where(plan => plan.Shares(invoices))
            .SelectMany(plan => plan.Instalments.Where(instalment => instalment.State == InstalmentStates.Asked))
            .ToArray();
        // A payment that is only being made is not among them yet, and lies nowhere.
        var askedBy = account.Payments.Values.Where(payment => asked.Any(instalment => instalment.Payment == payment.Id));
        var payments = account.Payments.Values
            .Where(payment => payment.Instalments is null && PaymentStates.IsPending(payment.State) && payment.For.Any(invoices.Contains));
        return Sum(account, asked.Select(instalment => instalment.ToAsk)
            .Concat(askedBy.Select(payment => -payment.ProvisionallyAllocated))
            .Concat(payments.Select(payment => payment.BeforeFee - payment.ProvisionallyAllocated)));
    }

    private static Money Sum(Account account, IEnumerable<Money> amounts) =>
        amounts.Aggregate(Money.Zero(account.Head!.Currency), (sum, amount) => sum + amount);
}
