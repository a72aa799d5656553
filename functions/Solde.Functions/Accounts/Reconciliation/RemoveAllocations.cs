using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Removes one or all allocations of a payment: both sides get back what they had (BIL-18).</summary>
internal static class RemoveAllocations
{
    /// <param name="invoice">Only what pays this invoice; everything unless given.</param>
    /// <param name="line">Only what pays this line of it.</param>
    public static async Task<Answer> Handle(
        string account, string payment, string? invoice, string? line, Command command, AggregateStore<Account> accounts)
    {
        if (invoice is null && line is not null)
        {
            var errors = new FieldErrors();
            errors.Id("invoice", invoice);
            return errors.ToRefusal();
        }
        // What became a credit note when its line was cancelled stays: the note stands on it.
        bool IsMeant(Allocation allocation) =>
            allocation.Credit is null && (invoice is null || allocation.Invoice == invoice) && (line is null || allocation.Line == line);
        await AllButOneStepAsync(account, payment, (_, allocation) => IsMeant(allocation), command, accounts);
        return await accounts.ChangeAsync(account, command, current => Decide(current, payment, IsMeant));
    }

    /// <summary>
    /// A payment may pay more invoices than one transaction holds: then the surplus is given back before, in steps that
    /// are each right by themselves. A crash between them leaves unapplied money, and the repeated command goes on.
    /// </summary>
    internal static async Task AllButOneStepAsync(
        string account, string payment, Func<Payment, Allocation, bool> isMeant, Command command, AggregateStore<Account> accounts)
    {
        var step = command with { IdempotencyKey = null };
        while (true)
        {
            var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.PaymentRow(payment)]);
            var invoices = found.Payments.TryGetValue(payment, out var made)
                ? made.Allocations.Where(allocation => isMeant(made, allocation)).Select(allocation => allocation.Invoice).Distinct().ToArray()
                : [];
            var most = TransactionLimits.Documents - (made is null ? 0 : InstalmentPayments.PlansOf(made).Count);
            if (invoices.Length <= most)
                return;
            var some = invoices.Take(most).ToHashSet(StringComparer.Ordinal);
            await accounts.ChangeAsync(
                account, step, current => Decide(
                    current, payment, allocation => some.Contains(allocation.Invoice) && isMeant(made!, allocation)));
        }
    }

    internal static Decision<Account> Decide(Account account, string paymentId, Func<Allocation, bool> isMeant)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead([], [paymentId]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Payments.TryGetValue(paymentId, out var payment))
            return CommonRefusals.NotFound;

        var meant = payment.Allocations.Where(isMeant).ToArray();
        if (meant.Length == 0)
            return new Decision<Account>.Unchanged(View(payment));
        if (account.NotYetRead(meant.Select(allocation => allocation.Invoice), []) is { Count: > 0 } invoices)
            return new Decision<Account>.NeedsRows(invoices);

        var after = Reconciliation.Undo(account, paymentId, isMeant);
        return new Decision<Account>.Changed(
            after, new JournalNote("AllocationsRemoved", Corrects: paymentId), View(after.Payments[paymentId]), []);
    }

    private static Answer View(Payment payment) => Answer.Ok(PaymentView.Of(payment), AccountsJson.Default.PaymentView);
}
