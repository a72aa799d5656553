using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

internal static class ReadFeesJournal
{
    public static Task<Answer> Handle(string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        JournalPage.ReadAsync<FeeSettings>(FeeSettings.Id, order, cursor, limit, command, journal, InsuranceJson.Default.PageJournalEntry);
}
