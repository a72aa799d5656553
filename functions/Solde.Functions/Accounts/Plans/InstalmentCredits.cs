using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Credits that pay in the place of an instalment (BIL-15). The shares of a plan's payers stay what they are.</summary>
internal static class InstalmentCredits
{
    /// <summary>The instalment asks for so much less, and is done where nothing is left.</summary>
    public static Account Cover(Account account, InstalmentKey key, Money amount)
    {
        var plan = account.Plans[key.Plan];
        var instalment = plan.Find(key.Instalment)!;
        var byCredit = (instalment.ByCredit ?? Money.Zero(amount.Currency)) + amount;
        var covered = instalment with { ByCredit = byCredit, NotNeeded = byCredit };
        return account.With(plan.With(covered.ToAsk.IsPositive ? covered : covered.Become(InstalmentStates.NotNeeded)));
    }

    /// <summary>
    /// The credit does not pay in its place any more. While its day is to come the instalment asks for that much again. After
    /// it, nobody is charged out of turn for what a clerk took back: it is owed on the invoice, where a new plan can ask for it.
    /// </summary>
    public static Account Uncover(Account account, InstalmentKey key, Money amount, DateOnly today)
    {
        var plan = account.Plans[key.Plan];
        var instalment = plan.Find(key.Instalment)!;
        var less = instalment with { ByCredit = instalment.ByCredit!.Value - amount };
        var asksAgain = instalment.State switch
        {
            InstalmentStates.Scheduled => true,
            InstalmentStates.NotNeeded => plan.CancelledBecause is null && instalment.DueOn >= today,
            // A payment asks, or asked, for the rest. One that failed asks for all of it when it is moved.
            _ => false,
        };
        return account.With(plan.With(asksAgain ? less.Waiting() : less));
    }
}
