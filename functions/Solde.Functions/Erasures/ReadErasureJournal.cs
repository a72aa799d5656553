using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Erasures;

/// <summary>Which records an erasure took, batch by batch.</summary>
internal static class ReadErasureJournal
{
    public static async Task<Answer> Handle(
        string erasure, string? order, string? cursor, int? limit, Command command, JournalReader journal, AggregateStore<Erasure> erasures)
    {
        var found = await erasures.ReadAsync(command.Organisation, erasure, command.CancellationToken);
        return found.Exists
            ? await JournalPage.ReadAsync<Erasure>(erasure, order, cursor, limit, command, journal, ErasuresJson.Default.PageJournalEntry)
            : CommonRefusals.NotFound;
    }
}
