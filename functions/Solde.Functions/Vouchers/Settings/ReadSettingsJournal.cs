using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadSettingsJournal
{
    public static Task<Answer> Handle(string? order, string? cursor, int? limit, Command command, JournalReader journal) =>
        JournalPage.ReadAsync<VoucherSettings>(
            VoucherSettings.Id, order, cursor, limit, command, journal, VouchersJson.Default.PageJournalEntry);
}
