using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Organisations;

internal static class ReadOrganisationJournal
{
    public static Task<Answer> Handle(string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        JournalPage.ReadAsync<Organisation>(
            command.Organisation,
            order,
            cursor,
            limit,
            command,
            journal,
            OrganisationsJson.Default.PageJournalEntry);
}
