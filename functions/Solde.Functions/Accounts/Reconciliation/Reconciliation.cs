using Solde.Functions.Ledger;

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
        var first = Matching.InSteps(Matches(account, order, today), maxDocuments).FirstOrDefault();
        return first is null ? account : Matching.Apply(account, first);
    }

    /// <summary>What would pay what, of the whole account.</summary>
    public static IReadOnlyList<Match> Matches(Account account, string order, DateOnly today) =>
        Matching.Of(AllocationOrder.LinesOf(account, order, today), AllocationOrder.MoneyOf(account));

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
            if (++made > MaxAllocations || !account.Funds(funds)!.Unplaced.IsPositive)
                break;
            if (touched.Add(invoice) && touched.Count > maxDocuments)
                break;
            account = Allocate(account, funds, invoice, line, null);
        }
        return account;
    }

    /// <summary>
    /// As much as both sides have left, or <paramref name="limit"/> where that is less. Money that may still fail lies there
    /// provisionally.
    /// </summary>
    /// <param name="instalment">In whose place it pays, or null.</param>
    public static Account Allocate(
        Account account, string fundsId, string invoiceId, string lineId, Money? limit, InstalmentKey? instalment = null)
    {
        var funds = account.Funds(fundsId)!;
        var invoice = account.Invoices[invoiceId];
        var amount = Money.Min(funds.Unplaced, invoice.Find(lineId)!.Uncovered);
        if (limit is { } most)
            amount = Money.Min(amount, most);
        if (!amount.IsPositive)
            return account;
        var allocation = new Allocation(invoiceId, lineId, amount, Instalment: instalment);
        if (funds is Payment { IsProvisional: true } eCheque)
            return ProvisionalMoney.Put(account, eCheque, allocation);

        return account
            .With(funds.With(Merged(funds.Allocations, allocation)))
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

    /// <summary>Lines that still ask for money, in the order in which it finds them.</summary>
    internal static IReadOnlyList<(string Invoice, string Line)> LinesInOrder(Account account, string order, DateOnly today) =>
        [.. AllocationOrder.LinesOf(account, order, today).Select(item => (item.Invoice.Id, item.Line.Id))];

    internal static IReadOnlyList<Allocation> Merged(IReadOnlyList<Allocation> allocations, Allocation added)
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
