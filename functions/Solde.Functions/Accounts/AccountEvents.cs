using Solde.Functions.Aggregates;

namespace Solde.Functions.Accounts;

/// <summary>The events of an account that partners may subscribe to.</summary>
internal static class AccountEventTypes
{
    public const string InvoiceIssued = "invoice.issued";
    public const string InvoicePaid = "invoice.paid";
    public const string PaymentRecorded = "payment.recorded";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentReturned = "payment.returned";
    public const string PaymentCancelled = "payment.cancelled";
    public const string RefundSucceeded = "refund.succeeded";
    public const string RefundFailed = "refund.failed";

    public static readonly IReadOnlyList<string> All =
    [
        InvoiceIssued, InvoicePaid, PaymentRecorded, PaymentFailed, PaymentReturned, PaymentCancelled, RefundSucceeded, RefundFailed,
    ];
}

/// <summary>
/// What a change of an account did, read off its documents before and after: a new rule that pays an invoice tells it without knowing of
/// partners.
/// </summary>
internal static class AccountEvents
{
    public static IEnumerable<Announcement> Of(string organisation, long entry, Account before, Account after)
    {
        HappenedEvent[] events = [.. Invoices(before, after), .. Payments(before, after), .. Refunds(before, after)];
        if (events.Length == 0)
            return [];
        var change = $"{after.Id}/{entry}";
        return
        [
            Announcement.To(
                Queues.Partners, new EventsHappened(organisation, change, events), AccountMessages.Default.EventsHappened),
        ];
    }

    private static IEnumerable<HappenedEvent> Invoices(Account before, Account after)
    {
        foreach (var (id, invoice) in after.Invoices)
        {
            var was = before.Invoices.GetValueOrDefault(id);
            if (ReferenceEquals(was, invoice))
                continue;
            var subject = new EventSubject(after.Id, Invoice: id);
            if (was is null)
                yield return new HappenedEvent(AccountEventTypes.InvoiceIssued, subject);
            // Nothing is left to pay. One that was cancelled whole asks for nothing either, but nobody paid it.
            if (was is not { IsOpen: false } && !invoice.IsOpen && invoice.State != InvoiceStates.Cancelled)
                yield return new HappenedEvent(AccountEventTypes.InvoicePaid, subject);
        }
    }

    private static IEnumerable<HappenedEvent> Payments(Account before, Account after)
    {
        foreach (var (id, payment) in after.Payments)
        {
            var was = before.Payments.GetValueOrDefault(id);
            if (ReferenceEquals(was, payment))
                continue;
            var subject = new EventSubject(after.Id, Payment: id);
            if (PaymentStates.IsMoneyIn(payment.State) && !(was is not null && PaymentStates.IsMoneyIn(was.State)))
                yield return new HappenedEvent(AccountEventTypes.PaymentRecorded, subject);
            if (payment.State == PaymentStates.Failed && (was?.State != PaymentStates.Failed || HasAnotherFailure(was, payment)))
                yield return new HappenedEvent(AccountEventTypes.PaymentFailed, subject);
            if (payment.Online?.Returns.Count > (was?.Online?.Returns.Count ?? 0))
                yield return new HappenedEvent(AccountEventTypes.PaymentReturned, subject);
            if (payment.State == PaymentStates.Cancelled && was?.State != PaymentStates.Cancelled)
                yield return new HappenedEvent(AccountEventTypes.PaymentCancelled, subject);
        }
    }

    private static bool HasAnotherFailure(Payment was, Payment payment) => payment.Online?.Attempts.Count > was.Online?.Attempts.Count;

    private static IEnumerable<HappenedEvent> Refunds(Account before, Account after)
    {
        foreach (var (id, refund) in after.Refunds)
        {
            var was = before.Refunds.GetValueOrDefault(id);
            if (ReferenceEquals(was, refund))
                continue;
            foreach (var part in refund.Parts.Where(part => part.State != was?.Find(part.Id)?.State))
            {
                var subject = new EventSubject(after.Id, Refund: id, Part: part.Id);
                if (part.State is RefundPartStates.Succeeded or RefundPartStates.Recorded)
                    yield return new HappenedEvent(AccountEventTypes.RefundSucceeded, subject);
                else if (part.State == RefundPartStates.Failed)
                    yield return new HappenedEvent(AccountEventTypes.RefundFailed, subject);
            }
        }
    }
}
