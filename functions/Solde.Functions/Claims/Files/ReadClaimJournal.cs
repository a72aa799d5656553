using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>Every change of a file with all its fields, newest or oldest first (COM-04).</summary>
internal static class ReadClaimJournal
{
    public static async Task<Answer> Handle(
        string claim, string? order, string? cursor, int? limit, Command command, JournalReader journal, AggregateStore<ClaimFile> files)
    {
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        return found.Exists
            ? await JournalPage.ReadAsync<ClaimFile>(claim, order, cursor, limit, command, journal, ClaimsJson.Default.PageJournalEntry)
            : CommonRefusals.NotFound;
    }
}
