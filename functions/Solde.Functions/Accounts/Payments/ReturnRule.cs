using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Takes back money that had arrived (PAY-15): nothing posted is edited, a new entry undoes it.</summary>
internal static class ReturnRule
{
    public static bool IsNew(Payment payment, PaymentReturn taken) =>
        payment is { State: PaymentStates.Succeeded, Online: { } online }
        && taken.Amount <= payment.MoneyIn
        && online.Returns.All(known => known.Id != taken.Id);

    public static (Decision<Account> Decision, OutcomeEffect Effect) Decide(
        Account account, string paymentId, PaymentReturn taken, string organisation, RetrySchedule retries)
    {
        if (account.NotYetRead(payments: [paymentId]) is { Count: > 0 } unread)
            return (new Decision<Account>.NeedsRows(unread), default);
        if (!account.Payments.TryGetValue(paymentId, out var payment) || payment.Online is not { } online)
            return (CommonRefusals.NotFound, OutcomeEffect.UnknownPayment);
        if (online.Returns.Any(known => known.Id == taken.Id))
            return (Nothing, OutcomeEffect.AlreadyKnown);
        if (!IsNew(payment, taken))
            return (Nothing, OutcomeEffect.Contradicts);
        var invoices = Reconciliation.AllocationsToFree(payment, taken.Amount, evenCredited: true).Select(freed => freed.Allocation.Invoice);
        if (account.NotYetRead(invoices) is { Count: > 0 } unreadInvoices)
            return (new Decision<Account>.NeedsRows(unreadInvoices), default);
        if (account.NotYetRead(plans: InstalmentPayments.PlansOf(payment)) is { Count: > 0 } plans)
            return (new Decision<Account>.NeedsRows(plans), default);

        var freed = Reconciliation.Free(account, paymentId, taken.Amount, evenCredited: true);
        var returned = freed.Payments[paymentId] with { Online = online with { Returns = [.. online.Returns, taken] } };
        if (!(returned.MoneyIn - returned.Refunded).IsPositive)
            returned = returned with { State = PaymentStates.Returned };
        var totals = account.Head!.Totals;
        var changed = new Decision<Account>.Changed(
            InstalmentPayments.Follow(freed.With(returned), paymentId, new Failing(taken.At, retries))
                .With(totals with { Paid = totals.Paid - taken.Amount.Minor }),
            new JournalNote("PaymentReturned", taken.Reason, Corrects: paymentId)
            {
                Postings = Postings.Balanced(
                [
                    new Posting(LedgerAccounts.Receivable, taken.Amount),
                    new Posting(LedgerAccounts.Receipts(payment.Method), -taken.Amount),
                ]),
            },
            Answer.NoContent,
            [
                Announcement.To(
                    Queues.Notifications,
                    new PaymentReturned(organisation, account.Id, paymentId),
                    AccountMessages.Default.PaymentReturned),
                .. InstalmentPayments.Announcements(organisation, account.Id, payment),
            ]);
        return (changed, OutcomeEffect.Applied);
    }

    private static Decision<Account> Nothing => new Decision<Account>.Unchanged(Answer.NoContent);
}
