using Solde.Functions.Aggregates;

namespace Solde.Functions.Accounts;

/// <summary>What a change cancelled of invoices, read off them before and after: every rule that cancels is told of (PAY-08).</summary>
internal static class Cancellations
{
    public static IEnumerable<Announcement> Of(string organisation, long entry, Account before, Account after)
    {
        var cancelled = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (id, invoice) in after.Invoices)
        {
            if (!before.Invoices.TryGetValue(id, out var was) || ReferenceEquals(was, invoice))
                continue;
            if ((invoice.CancelledTotal - was.CancelledTotal) is { IsPositive: true } amount)
                cancelled[id] = amount.Minor;
        }
        return cancelled.Count == 0
            ? []
            : [Announcement.To(
                Queues.Notifications,
                new LinesCancelled(organisation, after.Id, $"{after.Id}/{entry}", cancelled),
                AccountMessages.Default.LinesCancelled)];
    }
}
