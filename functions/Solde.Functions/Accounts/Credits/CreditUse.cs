using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What it posts when credit notes come to pay lines, or cease to: the organisation owes less, and is owed less.</summary>
internal static class CreditUse
{
    public static IReadOnlyList<Posting> PostingsOf(Account before, Account after)
    {
        var more = Allocated(after) - Allocated(before);
        return Postings.Balanced([new Posting(LedgerAccounts.CreditsOwed, more), new Posting(LedgerAccounts.Receivable, -more)]);
    }

    private static Money Allocated(Account account) =>
        account.Credits.Values.Aggregate(Money.Zero(account.Head!.Currency), (sum, credit) => sum + credit.Allocated);
}
