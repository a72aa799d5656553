using Solde.Functions.Accounts;
using Solde.Functions.Organisations;

namespace Solde.Tests.Accounts;

/// <summary>Reconciling as one would say it: the oldest money, one line after the other, looking at the account anew each time.</summary>
internal static class PlainReconciliation
{
    public static Account All(Account account, string order, DateOnly today, int maxDocuments)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var made = 0;
        var lines = new Queue<(string Invoice, string Line)>(LinesInOrder(account, order, today));
        foreach (var funds in FundsInOrder(account))
        {
            while (lines.TryPeek(out var next) && account.Funds(funds)!.Unapplied.IsPositive)
            {
                if (++made > Reconciliation.MaxAllocations || touched.Union([next.Invoice, funds]).Count() > maxDocuments)
                    return account;
                touched.UnionWith([next.Invoice, funds]);
                account = Reconciliation.Allocate(account, funds, next.Invoice, next.Line, null);
                if (!account.Invoices[next.Invoice].Find(next.Line)!.Uncovered.IsPositive)
                    lines.Dequeue();
            }
        }
        return account;
    }

    private static IEnumerable<(string Invoice, string Line)> LinesInOrder(Account account, string order, DateOnly today) =>
        account.Invoices.Values
            .SelectMany(invoice => invoice.Lines.Where(line => line.Uncovered.IsPositive), (invoice, line) => (Invoice: invoice, Line: line))
            .OrderBy(item => order switch
            {
                AllocationOrders.FeesInterestPrincipal => LineComponents.All.ToList().IndexOf(item.Line.Component),
                AllocationOrders.CurrentPeriodFirst => item.Invoice.DueDates[0].ToString("yyyy-MM") == today.ToString("yyyy-MM") ? 0 : 1,
                _ => 0,
            })
            .ThenBy(item => item.Invoice.DueDates[0])
            .ThenBy(item => item.Invoice.IssueDate)
            .ThenBy(item => item.Invoice.Id, StringComparer.Ordinal)
            .ThenBy(item => int.Parse(item.Line.Id))
            .Select(item => (item.Invoice.Id, item.Line.Id));

    private static IReadOnlyList<string> FundsInOrder(Account account) =>
    [
        .. account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values)
            .Where(funds => funds.Unapplied.IsPositive)
            .OrderBy(funds => funds.Since)
            .ThenBy(funds => funds.CreatedAt)
            .ThenBy(funds => funds.Id, StringComparer.Ordinal)
            .Select(funds => funds.Id),
    ];
}
