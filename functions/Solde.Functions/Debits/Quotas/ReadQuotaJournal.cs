using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Every change of a quota: who, when, what, and why (COM-04).</summary>
internal static class ReadQuotaJournal
{
    public static async Task<Answer> Handle(
        string group, string quota, string? order, string? cursor, int? limit, Command command, QuotaStore quotas)
    {
        if (await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken) is not { } found)
            return CommonRefusals.NotFound;
        return await JournalPage.ReadAsync(
            order,
            cursor,
            limit,
            async (after, size, newestFirst) =>
            {
                var to = newestFirst ? (after ?? found.Sequence + 1) - 1 : (after ?? 0) + size;
                var from = newestFirst ? Math.Max(1, to - size + 1) : (after ?? 0) + 1;
                if (to < from)
                    return [];
                var entries = await quotas.JournalAsync(command.Organisation, group, quota, from, to, command.CancellationToken);
                return newestFirst ? [.. entries.Reverse()] : entries;
            },
            DebitsJson.Default.PageJournalEntry);
    }
}
