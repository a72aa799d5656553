using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>Every change of a wallet, newest or oldest first (COM-04).</summary>
internal static class ReadWalletJournal
{
    public static async Task<Answer> Handle(
        string wallet, string? order, string? cursor, int? limit, Command command, JournalReader journal, AggregateStore<Wallet> wallets)
    {
        var found = await wallets.ReadAsync(command.Organisation, wallet, command.CancellationToken);
        return found.Exists
            ? await JournalPage.ReadAsync<Wallet>(wallet, order, cursor, limit, command, journal, VouchersJson.Default.PageJournalEntry)
            : CommonRefusals.NotFound;
    }
}
