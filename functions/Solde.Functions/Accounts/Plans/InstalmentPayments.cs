using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What happens to a payment happens to the instalments that it asks for.</summary>
internal static class InstalmentPayments
{
    /// <summary>The plans that must be loaded before anything here is asked.</summary>
    public static IReadOnlyList<string> PlansOf(Payment payment) => [.. (payment.Instalments ?? []).Select(key => key.Plan).Distinct()];

    /// <summary>Each instalment stands as its payment stands. One that was moved since belongs to another payment.</summary>
    /// <param name="failing">When it failed, and when it is tried again; null where nothing can fail.</param>
    public static Account Follow(Account account, string paymentId, Failing? failing = null)
    {
        var payment = account.Payments[paymentId];
        foreach (var (plan, instalment) in Of(account, payment))
        {
            var state = InstalmentStates.Following(payment, plan);
            var code = state == InstalmentStates.Failed ? FailureOf(payment) : null;
            var isAnotherFailure = payment.State == PaymentStates.Failed && failing is not null;
            if (instalment.State == state && instalment.FailureCode == code && !isAnotherFailure)
                continue;
            var isStillIts = state is not (InstalmentStates.Scheduled or InstalmentStates.Cancelled);
            var stands = state == InstalmentStates.Scheduled ? instalment.Waiting() : instalment.Become(state);
            var followed = stands with
            {
                FailureCode = code,
                Payment = isStillIts ? paymentId : null,
                Failures = state switch
                {
                    InstalmentStates.Failed => Failed(payment, instalment, code!, failing),
                    InstalmentStates.Asked => instalment.Failures?.Asked(),
                    _ => instalment.Failures?.Over(),
                },
            };
            account = account.With(account.Plans[plan.Id].With(followed));
        }
        return account;
    }

    /// <summary>
    /// Shares a payment out over the invoices of its instalments, to each as much as it asked for (BIL-12); any other
    /// payment goes where it was meant.
    /// </summary>
    public static Account Reconcile(Account account, string paymentId, string order, DateOnly today, int maxDocuments)
    {
        var payment = account.Payments[paymentId];
        var paid = Of(account, payment).OrderBy(item => item.Plan.Invoices.Count == 0).ToArray();
        if (paid.Length == 0)
            return Reconciliation.One(account, paymentId, order, today, maxDocuments);

        // A plan may settle in the same transaction, which takes as much of it as an invoice; the lists are told, too.
        var maxInvoices = maxDocuments - PlansOf(payment).Count - 1;
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var made = 0;
        foreach (var (plan, instalment) in paid)
        {
            var share = instalment.ToAsk;
            foreach (var (invoice, line) in Reconciliation.LinesInOrder(account, order, today))
            {
                if (plan.Invoices.Count > 0 && !plan.Invoices.Contains(invoice))
                    continue;
                if (!share.IsPositive || ++made > Reconciliation.MaxAllocations)
                    break;
                if (touched.Add(invoice) && touched.Count > maxInvoices)
                    break;
                var before = account.Payments[paymentId].Unplaced;
                account = Reconciliation.Allocate(account, paymentId, invoice, line, share);
                share -= before - account.Payments[paymentId].Unplaced;
            }
        }
        return account;
    }

    public static IEnumerable<Announcement> Announcements(string organisation, string account, Payment payment) =>
        PlansOf(payment) is { Count: > 0 } plans ? [UpcomingChanged.Announce(organisation, account, plans)] : [];

    private static IReadOnlyList<(PaymentPlan Plan, Instalment Instalment)> Of(Account account, Payment payment) =>
    [
        .. (payment.Instalments ?? [])
            .Select(key => (Plan: account.Plans[key.Plan], Instalment: account.Plans[key.Plan].Find(key.Instalment)!))
            .Where(item => item.Instalment.Payment == payment.Id),
    ];

    /// <summary>That the provider cancels what had failed already is no other failure: what was dismissed stays so.</summary>
    private static InstalmentFailures? Failed(Payment payment, Instalment instalment, string code, Failing? failing) =>
        failing is null || (instalment.State == InstalmentStates.Failed && payment.State == PaymentStates.Cancelled)
            ? instalment.Failures
            : InstalmentFailures.After(instalment, code, failing);

    private static string FailureOf(Payment payment) => payment switch
    {
        { State: PaymentStates.Cancelled } => "canceled",
        { State: PaymentStates.Returned, Online: { Returns: [.., var taken] } } => taken.Reason,
        { Online: { Attempts: [.., var attempt] } } => attempt.DeclineCode,
        _ => "failed",
    };
}
