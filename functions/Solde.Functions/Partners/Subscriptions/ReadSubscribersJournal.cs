using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class ReadSubscribersJournal
{
    public static Task<Answer> Handle(string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        JournalPage.ReadAsync<Subscribers>(
            command.Organisation,
            order,
            cursor,
            limit,
            command,
            journal,
            PartnersJson.Default.PageJournalEntry);
}
