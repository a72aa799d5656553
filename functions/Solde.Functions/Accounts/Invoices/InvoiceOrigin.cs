using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>The area that charged by an invoice and is told whenever money comes to it, fails or goes back.</summary>
/// <param name="Queue">Where that area is told.</param>
/// <param name="Key">Its own name for what it charged.</param>
internal sealed record InvoiceOrigin(string Queue, string Key)
{
    /// <summary>One message a change: it may touch more invoices than a transaction has room for messages.</summary>
    public static IEnumerable<Announcement> Announcements(string organisation, Account before, Account after) => Moved(before, after)
        .DistinctBy(invoice => invoice.Id)
        .GroupBy(invoice => invoice.Origin!.Queue, StringComparer.Ordinal)
        .Select(group => Announcement.To(
            group.Key,
            new InvoicesFollowed(
                organisation, after.Id, [.. group.Select(invoice => new FollowedInvoice(invoice.Id, invoice.Origin!.Key))]),
            AccountMessages.Default.InvoicesFollowed));

    private static IEnumerable<Invoice> Moved(Account before, Account after)
    {
        foreach (var (id, invoice) in after.Invoices)
        {
            if (invoice.Origin is null)
                continue;
            var was = before.Invoices.GetValueOrDefault(id);
            if (!ReferenceEquals(was, invoice) && MoneyOf(was) != MoneyOf(invoice))
                yield return invoice;
        }
        foreach (var (id, plan) in after.Plans)
        {
            var was = before.Plans.GetValueOrDefault(id);
            if (ReferenceEquals(was, plan) || FailuresOf(was).SequenceEqual(FailuresOf(plan)))
                continue;
            foreach (var invoice in plan.Invoices)
            {
                if (after.Invoices.GetValueOrDefault(invoice) is { Origin: not null } known)
                    yield return known;
            }
        }
    }

    private static (long Paid, long Cancelled) MoneyOf(Invoice? invoice) =>
        invoice is null ? default : (invoice.Paid.Minor, invoice.CancelledTotal.Minor);

    private static IEnumerable<(string, string?, string?)> FailuresOf(PaymentPlan? plan) => (plan?.Instalments ?? [])
        .Where(instalment => instalment.State == InstalmentStates.Failed)
        .Select(instalment => (instalment.Id, instalment.FailureCode, instalment.Payment));
}
