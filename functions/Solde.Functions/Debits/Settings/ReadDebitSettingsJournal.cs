using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadDebitSettingsJournal
{
    public static Task<Answer> Handle(string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        JournalPage.ReadAsync<DebitSettings>(DebitSettings.Id, order, cursor, limit, command, journal, DebitsJson.Default.PageJournalEntry);
}
