using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Allocates money to invoice lines (BIL-18). Whatever the order of calls, an allocation never exceeds what is left on
/// either side (BIL-19).
/// </summary>
internal static class Reconciliation
{
    /// <summary>More of them in one step would not fit in the journal's row.</summary>
    internal const int MaxAllocations = 500;

    /// <summary>Oldest money first, each to the lines in the organisation's order, until one side is used up.</summary>
    /// <param name="maxDocuments">Stops before more invoices and payments are touched than fit in one transaction.</param>
    public static Account All(Account account, string order, DateOnly today, int maxDocuments)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var made = 0;
        var lines = new Queue<(string Invoice, string Line)>(LinesInOrder(account, order, today));
        foreach (var funds in FundsInOrder(account))
        {
            while (lines.TryPeek(out var next) && account.Funds(funds)!.Unapplied.IsPositive)
            {
                if (++made > MaxAllocations || touched.Count + NewlyTouched(touched, next.Invoice, funds) > maxDocuments)
                    return account;
                touched.Add(next.Invoice);
                touched.Add(funds);
                account = Allocate(account, funds, next.Invoice, next.Line, null);
                if (!account.Invoices[next.Invoice].Find(next.Line)!.Left.IsPositive)
                    lines.Dequeue();
            }
        }
        return account;
    }

    /// <summary>One payment or credit: to the invoices it was made for, or, where none was named, to all in the organisation's order.</summary>
    public static Account One(Account account, string funds, string order, DateOnly today, int maxDocuments)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var made = 0;
        var meant = account.Funds(funds)!.For;
        foreach (var (invoice, line) in LinesInOrder(account, order, today))
        {
            if (meant.Count > 0 && !meant.Contains(invoice))
                continue;
            if (++made > MaxAllocations || !account.Funds(funds)!.Unapplied.IsPositive)
                break;
            if (touched.Add(invoice) && touched.Count > maxDocuments)
                break;
            account = Allocate(account, funds, invoice, line, null);
        }
        return account;
    }

    /// <summary>As much as both sides have left, or <paramref name="limit"/> where that is less.</summary>
    /// <param name="instalment">In whose place it pays, or null.</param>
    public static Account Allocate(
        Account account, string fundsId, string invoiceId, string lineId, Money? limit, InstalmentKey? instalment = null)
    {
        var funds = account.Funds(fundsId)!;
        var invoice = account.Invoices[invoiceId];
        var amount = Money.Min(funds.Unapplied, invoice.Find(lineId)!.Left);
        if (limit is { } most)
            amount = Money.Min(amount, most);
        if (!amount.IsPositive)
            return account;

        return account
            .With(funds.With(Merged(funds.Allocations, new Allocation(invoiceId, lineId, amount, Instalment: instalment))))
            .With(invoice with { Lines = Changed(invoice.Lines, lineId, amount), PaidBy = [.. invoice.PaidBy.Union([fundsId])] });
    }

    /// <summary>Gives both sides back what they had; cancels no document. The invoices named must be loaded.</summary>
    public static Account Undo(Account account, string fundsId, Func<Allocation, bool> which)
    {
        foreach (var allocation in account.Funds(fundsId)!.Allocations.Where(which))
            account = Reduce(account, fundsId, allocation, allocation.Amount);
        return account;
    }

    /// <summary>
    /// Takes allocations off, the newest first, until so much of a payment is unapplied, or nothing is left to take off.
    /// The invoices of <see cref="AllocationsToFree"/> must be loaded.
    /// </summary>
    public static Account Free(Account account, string paymentId, Money amount, bool evenCredited = false)
    {
        foreach (var (allocation, part) in AllocationsToFree(account.Payments[paymentId], amount, evenCredited))
            account = Reduce(account, paymentId, allocation, part);
        return account;
    }

    /// <param name="evenCredited">Last of all what became a credit note, too: only where the money itself is gone.</param>
    public static IEnumerable<(Allocation Allocation, Money Part)> AllocationsToFree(Payment payment, Money amount, bool evenCredited = false)
    {
        var missing = amount - payment.Unapplied;
        var newestFirst = payment.Allocations.Reverse().ToArray();
        var credited = evenCredited ? newestFirst.Where(allocation => allocation.Credit is not null) : [];
        foreach (var allocation in newestFirst.Where(allocation => allocation.Credit is null).Concat(credited))
        {
            if (!missing.IsPositive)
                yield break;
            var part = Money.Min(missing, allocation.Amount);
            missing -= part;
            yield return (allocation, part);
        }
    }

    private static Account Reduce(Account account, string fundsId, Allocation allocation, Money part)
    {
        var funds = account.Funds(fundsId)!;
        var invoice = account.Invoices[allocation.Invoice];
        var rest = funds.Allocations
            .Select(kept => kept == allocation ? kept with { Amount = kept.Amount - part } : kept)
            .Where(kept => kept.Amount.IsPositive)
            .ToArray();
        var lines = Changed(invoice.Lines, allocation.Line, -part, allocation.Credit is null ? Money.Zero(part.Currency) : -part);
        var paidBy = rest.Any(kept => kept.Invoice == invoice.Id) ? invoice.PaidBy : [.. invoice.PaidBy.Where(id => id != fundsId)];
        return account.With(funds.With(rest)).With(invoice with { Lines = lines, PaidBy = paidBy });
    }

    /// <summary>Open lines in the order in which money finds them.</summary>
    internal static IReadOnlyList<(string Invoice, string Line)> LinesInOrder(Account account, string order, DateOnly today)
    {
        var lines = account.Invoices.Values
            .Where(invoice => invoice.IsOpen)
            .SelectMany(invoice => invoice.Lines.Where(line => line.Left.IsPositive).Select(line => (Invoice: invoice, Line: line)));
        var first = order switch
        {
            AllocationOrders.FeesInterestPrincipal => lines.OrderBy(item => Rank(item.Line.Component)),
            AllocationOrders.CurrentPeriodFirst => lines.OrderBy(item => IsInMonthOf(item.Invoice.DueDates[0], today) ? 0 : 1),
            _ => lines.OrderBy(_ => 0),
        };
        return
        [
            .. first.ThenBy(item => item.Invoice.DueDates[0])
                .ThenBy(item => item.Invoice.IssueDate)
                .ThenBy(item => item.Invoice.Id, StringComparer.Ordinal)
                .ThenBy(item => int.Parse(item.Line.Id))
                .Select(item => (item.Invoice.Id, item.Line.Id)),
        ];
    }

    private static IEnumerable<string> FundsInOrder(Account account) => account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values)
        .Where(funds => funds.Unapplied.IsPositive)
        .OrderBy(funds => funds.Since)
        .ThenBy(funds => funds.CreatedAt)
        .ThenBy(funds => funds.Id, StringComparer.Ordinal)
        .Select(funds => funds.Id)
        .ToArray();

    private static int NewlyTouched(HashSet<string> touched, string invoice, string funds) =>
        (touched.Contains(invoice) ? 0 : 1) + (touched.Contains(funds) ? 0 : 1);

    private static int Rank(string component) => component switch { LineComponents.Fee => 0, LineComponents.Interest => 1, _ => 2 };

    private static bool IsInMonthOf(DateOnly date, DateOnly today) => date.Year == today.Year && date.Month == today.Month;

    private static IReadOnlyList<Allocation> Merged(IReadOnlyList<Allocation> allocations, Allocation added)
    {
        var same = allocations.FirstOrDefault(
            allocation => allocation.Invoice == added.Invoice
                && allocation.Line == added.Line
                && allocation.Credit is null
                && allocation.Instalment == added.Instalment);
        return same is null
            ? [.. allocations, added]
            : [.. allocations.Select(allocation => ReferenceEquals(allocation, same) ? same with { Amount = same.Amount + added.Amount } : allocation)];
    }

    private static IReadOnlyList<InvoiceLine> Changed(IReadOnlyList<InvoiceLine> lines, string lineId, Money more, Money? credited = null) =>
    [
        .. lines.Select(line => line.Id == lineId
            ? line with { Allocated = line.Allocated + more, Credited = line.Credited + (credited ?? Money.Zero(more.Currency)) }
            : line),
    ];
}
