using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Which line is paid first, and with which money: the organisation's order, then age (BIL-18).</summary>
internal static class AllocationOrder
{
    /// <summary>Open lines in the order in which money finds them.</summary>
    public static IReadOnlyList<(Invoice Invoice, InvoiceLine Line)> LinesOf(Account account, string order, DateOnly today)
    {
        var lines = new List<OrderedLine>();
        foreach (var invoice in account.Invoices.Values)
        {
            foreach (var line in invoice.Lines)
            {
                if (line.Uncovered.IsPositive)
                    lines.Add(new OrderedLine(Rank(order, invoice, line, today), invoice.DueDates[0], invoice, line, int.Parse(line.Id)));
            }
        }
        lines.Sort(Compare);
        return lines.ConvertAll(ordered => (ordered.Invoice, ordered.Line));
    }

    /// <summary>The oldest first, each with what it has left to give.</summary>
    public static IReadOnlyList<(IFunds Funds, Money Unapplied)> MoneyOf(Account account)
    {
        var money = new List<(IFunds Funds, Money Unapplied)>();
        foreach (var funds in account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values))
        {
            if (funds.Unapplied is { IsPositive: true } unapplied)
                money.Add((funds, unapplied));
        }
        money.Sort(static (one, other) => Compare(one.Funds, other.Funds));
        return money;
    }

    private static int Compare(IFunds one, IFunds other)
    {
        if (one.Since != other.Since)
            return one.Since.CompareTo(other.Since);
        return one.CreatedAt != other.CreatedAt ? one.CreatedAt.CompareTo(other.CreatedAt) : string.CompareOrdinal(one.Id, other.Id);
    }

    private static int Rank(string order, Invoice invoice, InvoiceLine line, DateOnly today) => order switch
    {
        AllocationOrders.FeesInterestPrincipal => line.Component switch { LineComponents.Fee => 0, LineComponents.Interest => 1, _ => 2 },
        AllocationOrders.CurrentPeriodFirst => IsInMonthOf(invoice.DueDates[0], today) ? 0 : 1,
        _ => 0,
    };

    private static bool IsInMonthOf(DateOnly date, DateOnly today) => date.Year == today.Year && date.Month == today.Month;

    private static int Compare(OrderedLine one, OrderedLine other)
    {
        if (one.Rank != other.Rank)
            return one.Rank.CompareTo(other.Rank);
        if (one.Due != other.Due)
            return one.Due.CompareTo(other.Due);
        if (one.Invoice.IssueDate != other.Invoice.IssueDate)
            return one.Invoice.IssueDate.CompareTo(other.Invoice.IssueDate);
        var invoices = string.CompareOrdinal(one.Invoice.Id, other.Invoice.Id);
        return invoices != 0 ? invoices : one.Number.CompareTo(other.Number);
    }

    private readonly record struct OrderedLine(int Rank, DateOnly Due, Invoice Invoice, InvoiceLine Line, int Number);
}
