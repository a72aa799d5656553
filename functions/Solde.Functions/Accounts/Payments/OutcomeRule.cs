using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Applies the provider's word to a payment: events come twice, late and out of order, so the state and the time the
/// word was spoken decide, not the order of arrival (PAY-03).
/// </summary>
internal static class OutcomeRule
{
    public static (Decision<Account> Decision, OutcomeEffect Effect) Decide(
        Account account,
        string paymentId,
        ProviderOutcome outcome,
        string organisation,
        string order,
        DateOnly today,
        RetrySchedule retries)
    {
        if (account.NotYetRead([], [paymentId]) is { Count: > 0 } unread)
            return (new Decision<Account>.NeedsRows(unread), default);
        if (!account.Payments.TryGetValue(paymentId, out var payment) || payment.Online is not { } online)
            return (CommonRefusals.NotFound, OutcomeEffect.UnknownPayment);
        if (online.Intent is not null && outcome.Intent is not null && online.Intent != outcome.Intent)
            return (Nothing, OutcomeEffect.Contradicts);
        if (IsKnown(payment, online, outcome))
            return (Nothing, OutcomeEffect.AlreadyKnown);
        if (IsDoubtful(payment, online, outcome))
            return (Nothing, OutcomeEffect.Contradicts);
        if (account.NotYetRead(payment.For, []) is { Count: > 0 } invoices)
            return (new Decision<Account>.NeedsRows(invoices), default);
        if (account.NotYetRead(plans: InstalmentPayments.PlansOf(payment)) is { Count: > 0 } plans)
            return (new Decision<Account>.NeedsRows(plans), default);
        return (Apply(account, payment, online, outcome, organisation, order, today, retries), OutcomeEffect.Applied);
    }

    private static Decision<Account> Nothing => new Decision<Account>.Unchanged(Answer.NoContent);

    private static bool IsKnown(Payment payment, OnlinePayment online, ProviderOutcome outcome)
    {
        if (outcome.FailedAttempt is { } attempt && outcome.State == PaymentStates.Failed)
            return online.Attempts.Any(known => known.Id == attempt.Id);
        // What the bank took back had arrived before, and the provider's object goes on saying so.
        return payment.State == outcome.State || (payment.State, outcome.State) is (PaymentStates.Returned, PaymentStates.Succeeded);
    }

    /// <summary>An older or impossible word: only the provider's object as it is now can settle it.</summary>
    private static bool IsDoubtful(Payment payment, OnlinePayment online, ProviderOutcome outcome)
    {
        if (outcome.State == PaymentStates.Succeeded && outcome.Received != payment.Amount)
            return true;
        var isAnotherFailure = payment.State == PaymentStates.Failed && outcome.State == PaymentStates.Failed;
        if (!isAnotherFailure && payment.State != outcome.State && !PaymentStates.CanBecome(payment.State, outcome.State))
            return true;
        // Events carry whole seconds: within one second their order is unknown.
        return !outcome.IsCurrent && online.ToldAt is { } told && outcome.At <= told;
    }

    private static Decision<Account> Apply(
        Account account,
        Payment payment,
        OnlinePayment online,
        ProviderOutcome outcome,
        string organisation,
        string order,
        DateOnly today,
        RetrySchedule retries)
    {
        var attempts = outcome.FailedAttempt is { } failed ? [.. online.Attempts, failed] : online.Attempts;
        var held = payment.Provisional ?? [];
        // Whatever became of it, it does not lie where it lay provisionally.
        var opened = ProvisionalMoney.TakeOff(account, payment.Id, _ => true);
        var asked = outcome.State == PaymentStates.AwaitingCustomer ? CustomerAsk.After(online.Customer, outcome.At) : online.Customer;
        var told = opened.Payments[payment.Id] with
        {
            State = outcome.State,
            Online = online with
            {
                Intent = outcome.Intent ?? online.Intent,
                ToldAt = Later(online.ToldAt, outcome.At),
                Attempts = attempts,
                Customer = asked,
            },
        };
        var after = InstalmentPayments.Follow(opened.With(told), told.Id, new Failing(outcome.At, retries));
        if (outcome.State == PaymentStates.Succeeded)
            return Arrived(after, told with { ReceivedOn = today }, held, organisation, order, today, outcome.At);
        if (told.IsProvisional)
            after = InstalmentPayments.Reconcile(after, told.Id, order, today, TransactionLimits.Documents);

        Announcement[] announcements = outcome switch
        {
            { State: PaymentStates.Failed, FailedAttempt: { } attempt } => [Announcement.To(
                Queues.Notifications,
                new PaymentFailed(organisation, account.Id, payment.Id, attempt.Id),
                AccountMessages.Default.PaymentFailed)],
            { State: PaymentStates.Unknown } => [Announcement.To(
                Queues.Payments, new ChargeUnknown(organisation, account.Id, payment.Id), AccountMessages.Default.ChargeUnknown)],
            { State: PaymentStates.AwaitingCustomer } =>
            [
                Announcement.To(
                    Queues.Payments,
                    new CustomerNeeded(organisation, account.Id, payment.Id, asked!.Time),
                    AccountMessages.Default.CustomerNeeded),
                CustomerAsked.Announce(organisation, account.Id, payment.Id, asked),
            ],
            _ => [],
        };
        return new Decision<Account>.Changed(
            after,
            new JournalNote(ActionFor(outcome.State), outcome.FailedAttempt?.DeclineCode),
            Answer.NoContent,
            [.. announcements, .. InstalmentPayments.Announcements(organisation, account.Id, payment)]);
    }

    /// <param name="held">The lines on which it lay while it was at the bank: they are its own first of all.</param>
    private static Decision<Account> Arrived(
        Account account,
        Payment payment,
        IReadOnlyList<Allocation> held,
        string organisation,
        string order,
        DateOnly today,
        DateTimeOffset at)
    {
        // An e-cheque asks for one instalment at most, so what is left of it after its lines is still that one's share.
        var mostOthers = TransactionLimits.Documents - held.Select(allocation => allocation.Invoice).Distinct().Count();
        var totals = account.Head!.Totals;
        var paid = account.With(payment).With(totals with { Paid = checked(totals.Paid + payment.Amount.Minor) });
        var arrived = Announcement.To(
            Queues.Notifications, new PaymentArrived(organisation, account.Id, payment.Id), AccountMessages.Default.PaymentArrived);
        if (payment.OnlineFee is not { } fee)
        {
            return new Decision<Account>.Changed(
                InstalmentPayments.Reconcile(ProvisionalMoney.Keep(paid, payment.Id, held), payment.Id, order, today, mostOthers),
                new JournalNote("PaymentSucceeded") { Postings = RecordPayment.PostingsOf(payment) },
                Answer.NoContent,
                [arrived, .. InstalmentPayments.Announcements(organisation, account.Id, payment)]);
        }

        var charged = OnlineFeeRule.Issue(paid, payment, fee, today, at);
        return new Decision<Account>.Changed(
            Reconciliation.One(ProvisionalMoney.Keep(charged, payment.Id, held), payment.Id, order, today, mostOthers),
            new JournalNote("PaymentSucceeded")
            {
                Postings = [.. RecordPayment.PostingsOf(payment), .. IssueInvoice.PostingsOf(charged.Invoices[fee.Invoice].Lines)],
            },
            Answer.NoContent,
            [
                arrived,
                Announcement.To(
                    Queues.Accounts,
                    new InvoiceIssued(organisation, account.Id, fee.Invoice, today.Year),
                    AccountMessages.Default.InvoiceIssued),
            ]);
    }

    private static string ActionFor(string state) => state switch
    {
        PaymentStates.Failed => "PaymentFailed",
        PaymentStates.Pending => "PaymentSentToBank",
        PaymentStates.Unknown => "ChargeNotAnswered",
        PaymentStates.AwaitingCustomer => "CustomerNeededForPayment",
        PaymentStates.Cancelled => "PaymentCancelledAtProvider",
        _ => "PaymentIntentKnown",
    };

    private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left is { } known && known > right ? known : right;
}
