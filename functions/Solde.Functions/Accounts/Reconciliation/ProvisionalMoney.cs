using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Money that may still fail lies on the lines that it is to pay, so that nothing else pays them, and comes off line by
/// line when it fails (BIL-29). Its payment is pending and its lines are owed all that time, so both are always loaded.
/// </summary>
internal static class ProvisionalMoney
{
    public static Account Put(Account account, Payment payment, Allocation allocation) => account
        .With(payment with { Provisional = Reconciliation.Merged(payment.Provisional ?? [], allocation) })
        .With(Changed(account.Invoices[allocation.Invoice], allocation.Line, allocation.Amount));

    /// <summary>What it covered is open again; the payment itself stands as it stood.</summary>
    public static Account TakeOff(Account account, string paymentId, Func<Allocation, bool> which)
    {
        var payment = account.Payments[paymentId];
        if (payment.Provisional?.Where(which).ToArray() is not { Length: > 0 } off)
            return account;
        foreach (var allocation in off)
            account = account.With(Changed(account.Invoices[allocation.Invoice], allocation.Line, -allocation.Amount));
        var kept = payment.Provisional.Except(off).ToArray();
        return account.With(payment with { Provisional = kept.Length > 0 ? kept : null });
    }

    /// <summary>
    /// It arrived, and pays for good what it covered: nothing else could pay that meanwhile, so there is room for all of it.
    /// </summary>
    /// <param name="held">What was taken off in this same step.</param>
    public static Account Keep(Account account, string paymentId, IReadOnlyList<Allocation> held) => held.Aggregate(
        account, (kept, allocation) => Reconciliation.Allocate(kept, paymentId, allocation.Invoice, allocation.Line, allocation.Amount));

    /// <summary>The payments that lie provisionally on an invoice.</summary>
    public static IReadOnlyList<string> On(Account account, string invoice) =>
    [
        .. account.Payments.Values
            .Where(payment => payment.Provisional?.Any(allocation => allocation.Invoice == invoice) == true)
            .Select(payment => payment.Id),
    ];

    private static Invoice Changed(Invoice invoice, string lineId, Money more) => invoice with
    {
        Lines = [.. invoice.Lines.Select(line => line.Id == lineId ? Changed(line, more) : line)],
    };

    private static InvoiceLine Changed(InvoiceLine line, Money more)
    {
        var provisional = line.Left - line.Uncovered + more;
        return line with { Provisional = provisional.IsZero ? null : provisional };
    }
}
