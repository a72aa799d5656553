using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What must always hold of an account (BIL-19), said in words where it does not.</summary>
internal static class Books
{
    /// <summary>Everything that is wrong with a fully loaded account and the sums of its journal; empty when all is well.</summary>
    public static IEnumerable<string> Faults(Account account, IReadOnlyDictionary<string, long> journalSums)
    {
        if (account.Head is not { } head)
            yield break;

        var receivable = journalSums.GetValueOrDefault(LedgerAccounts.Receivable);
        if (receivable != head.Totals.Balance)
            yield return $"The kept balance is {head.Totals.Balance}, the journal says {receivable}.";
        if (journalSums.Values.Sum() != 0)
            yield return "The journal's debits and credits differ.";

        var invoiced = account.Invoices.Values.Sum(invoice => invoice.Total.Minor);
        if (invoiced != head.Totals.Invoiced)
            yield return $"Invoices add up to {invoiced}, the kept total is {head.Totals.Invoiced}.";
        var paid = account.Payments.Values.Where(payment => PaymentStates.IsMoneyIn(payment.State)).Sum(payment => payment.Amount.Minor);
        if (paid != head.Totals.Paid)
            yield return $"Payments add up to {paid}, the kept total is {head.Totals.Paid}.";

        foreach (var fault in AllocationFaults(account))
            yield return fault;
    }

    private static IEnumerable<string> AllocationFaults(Account account)
    {
        var byLine = new Dictionary<(string, string), long>();
        foreach (var payment in account.Payments.Values)
        {
            if (payment.Unapplied.Minor < 0)
                yield return $"Payment {payment.Id} is allocated beyond its amount.";
            if (!PaymentStates.IsMoneyIn(payment.State) && payment.Allocations.Count > 0)
                yield return $"Payment {payment.Id} is {payment.State} and pays something all the same.";
            foreach (var allocation in payment.Allocations)
                byLine[(allocation.Invoice, allocation.Line)] = byLine.GetValueOrDefault((allocation.Invoice, allocation.Line)) + allocation.Amount.Minor;
        }

        foreach (var invoice in account.Invoices.Values)
        {
            foreach (var line in invoice.Lines)
            {
                byLine.Remove((invoice.Id, line.Id), out var allocated);
                if (allocated != line.Allocated.Minor)
                    yield return $"Line {line.Id} of {invoice.Id} says {line.Allocated.Minor} is paid, its payments say {allocated}.";
                if (line.Left.Minor < 0)
                    yield return $"Line {line.Id} of {invoice.Id} is paid beyond its amount.";
            }
        }
        foreach (var (invoice, line) in byLine.Keys)
            yield return $"Money is allocated to line {line} of {invoice}, which is not there.";
    }
}
