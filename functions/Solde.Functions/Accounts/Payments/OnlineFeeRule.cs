using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>How an online payment carries the fee of the invoices that it names, and how the fee is invoiced when it arrives.</summary>
internal static class OnlineFeeRule
{
    /// <summary>
    /// Computed on what the payment would pay of each invoice now; null where it costs nothing. The invoices must be loaded.
    /// </summary>
    public static OnlineFee? Of(Account account, Payment payment, string feeInvoice, string order, DateOnly today)
    {
        OnlineFeeLine[] lines =
        [
            .. from paid in PaidOf(account, payment, order, today)
               let terms = account.Invoices[paid.Key].OnlineFee
               where terms is not null
               select new OnlineFeeLine(paid.Key, terms.Description, terms.Category, terms.Tariff.On(paid.Value)) into line
               where line.Amount.IsPositive
               select line,
        ];
        return lines.Length > 0 ? new OnlineFee(feeInvoice, lines) : null;
    }

    /// <summary>
    /// Charges the fee and pays it with its own payment, before the payment looks for other lines. The invoices it is a
    /// fee of are not touched: nothing posted is edited.
    /// </summary>
    public static Account Issue(Account account, Payment payment, OnlineFee fee, DateOnly today, DateTimeOffset now)
    {
        var zero = Money.Zero(payment.Amount.Currency);
        InvoiceLine[] lines =
        [
            .. fee.Lines.Select((line, index) => new InvoiceLine(
                (index + 1).ToString(),
                line.Description,
                Owner.MemberId,
                line.For,
                line.Category,
                LineComponents.Fee,
                1,
                line.Amount,
                line.Amount,
                [],
                line.Amount,
                zero,
                zero,
                zero)),
        ];
        var totals = account.Head!.Totals;
        var issued = account
            .With(new Invoice(fee.Invoice, null, today, [today], lines, now, []))
            .With(totals with { Invoiced = checked(totals.Invoiced + fee.Total.Minor) });
        return lines.Aggregate(issued, (paid, line) => Reconciliation.Allocate(paid, payment.Id, fee.Invoice, line.Id, null));
    }

    private static Dictionary<string, Money> PaidOf(Account account, Payment payment, string order, DateOnly today)
    {
        var rest = payment.Amount;
        var paid = new Dictionary<string, Money>(StringComparer.Ordinal);
        var meant = Reconciliation.LinesInOrder(account, order, today).Where(line => payment.For.Contains(line.Invoice));
        foreach (var (invoice, line) in meant)
        {
            var part = Money.Min(rest, account.Invoices[invoice].Lines.First(candidate => candidate.Id == line).Uncovered);
            rest -= part;
            if (part.IsPositive)
                paid[invoice] = paid.TryGetValue(invoice, out var before) ? before + part : part;
        }
        return paid;
    }
}
