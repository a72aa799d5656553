using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Takes back money that had arrived (PAY-15): nothing posted is edited, a new entry undoes it.</summary>
internal static class ReturnRule
{
    /// <summary>Nor can one bank take what another dispute holds.</summary>
    public static bool IsNew(Payment payment, PaymentReturn taken) =>
        payment is { State: PaymentStates.Succeeded, Online: { } online }
        && taken.Amount <= payment.MoneyIn - payment.Held + HeldFor(online, taken)
        && online.Returns.All(known => known.Id != taken.Id);

    /// <param name="lost">The dispute by which it was lost; null where a bank took it back without one.</param>
    public static (Decision<Account> Decision, OutcomeEffect Effect) Decide(
        Account account, string paymentId, PaymentReturn taken, string organisation, RetrySchedule retries, Dispute? lost = null)
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

        // What was held is not among the receipts any more; the provider may decide on less or more than it held.
        var held = HeldFor(online, taken);
        var freed = Reconciliation.Free(account, paymentId, taken.Amount, evenCredited: true);
        var returned = freed.Payments[paymentId] with { Online = WithReturn(online, taken, lost) };
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
                    new Posting(LedgerAccounts.Disputes(payment.Method), -held),
                    new Posting(LedgerAccounts.Receipts(payment.Method), held - taken.Amount),
                ]),
            },
            Answer.NoContent,
            [
                Told(organisation, account.Id, payment, lost),
                .. InstalmentPayments.Announcements(organisation, account.Id, payment),
            ]);
        return (changed, OutcomeEffect.Applied);
    }

    private static Money HeldFor(OnlinePayment online, PaymentReturn taken) =>
        online.FindDispute(taken.Id) is { State: DisputeStates.Open } open ? open.Amount : Money.Zero(taken.Amount.Currency);

    private static OnlinePayment WithReturn(OnlinePayment online, PaymentReturn taken, Dispute? lost)
    {
        var returned = online with { Returns = [.. online.Returns, taken] };
        return lost is null ? returned : returned.With(lost);
    }

    /// <summary>
    /// A debit that its bank returned reaches us as a dispute that was lost before anybody heard of it, and nobody can contest it: people
    /// are told of a returned payment.
    /// </summary>
    private static Announcement Told(string organisation, string account, Payment payment, Dispute? lost)
    {
        var wasHeardOf = lost is not null && payment.Online!.FindDispute(lost.Id) is not null;
        return lost is null || (PaymentMethods.IsBankDebit(payment.Method) && !wasHeardOf)
            ? Announcement.To(
                Queues.Notifications, new PaymentReturned(organisation, account, payment.Id), AccountMessages.Default.PaymentReturned)
            : DisputeTold.Announce(organisation, account, payment.Id, lost);
    }

    private static Decision<Account> Nothing => new Decision<Account>.Unchanged(Answer.NoContent);
}
