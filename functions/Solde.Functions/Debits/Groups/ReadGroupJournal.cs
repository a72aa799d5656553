using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadGroupJournal
{
    public static async Task<Answer> Handle(
        string group,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<DebitGroup> groups,
        JournalReader journal)
    {
        if (!(await groups.ReadAsync(command.Organisation, group, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        return await JournalPage.ReadAsync<DebitGroup>(group, order, cursor, limit, command, journal, DebitsJson.Default.PageJournalEntry);
    }
}
