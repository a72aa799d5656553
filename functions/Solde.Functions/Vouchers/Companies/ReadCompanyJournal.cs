using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>Every change of a company, newest or oldest first (COM-04).</summary>
internal static class ReadCompanyJournal
{
    public static async Task<Answer> Handle(
        string company, string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        await journal.NewestAsync<Company>(command.Organisation, company, command.CancellationToken) == 0
            ? CommonRefusals.NotFound
            : await JournalPage.ReadAsync<Company>(company, order, cursor, limit, command, journal, VouchersJson.Default.PageJournalEntry);
}
