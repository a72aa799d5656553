using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Recomputes a wallet from its documents and its journal, and says where they differ: each number in exactly one place, each amount
/// where the journal has it, no service above its need.
/// </summary>
internal static class CheckWallet
{
    private const int MaxFaults = 100;
    private const int MaxAttempts = 5;

    /// <param name="IsUnderWay">Vouchers and services are here that do not have each other yet: a long allocation goes on.</param>
    /// <param name="Ledgers">The sum of each ledger account over the journal, in minor units; together they are zero.</param>
    public sealed record View(
        bool IsWhole, bool IsUnderWay, long Vouchers, long Entries, SortedDictionary<string, long> Ledgers, IReadOnlyList<string> Faults);

    public static async Task<Answer> Handle(
        string wallet, Command command, AggregateStore<Wallet> wallets, JournalReader journal, VoucherTerms terms)
    {
        for (var attempt = 1; ; attempt++)
        {
            // It takes several reads: where the wallet changed between them they do not fit together, and are made again.
            var before = await journal.NewestAsync<Wallet>(command.Organisation, wallet, command.CancellationToken);
            if (before == 0)
                return CommonRefusals.NotFound;
            var view = await ReadAsync(wallet, command, wallets, journal, (await terms.NowAsync(command)).Today);
            if (before == await journal.NewestAsync<Wallet>(command.Organisation, wallet, command.CancellationToken))
                return Answer.Ok(view, VouchersJson.Default.CheckWalletView);
            if (attempt == MaxAttempts)
                return CommonRefusals.Busy;
        }
    }

    private static async Task<View> ReadAsync(
        string id, Command command, AggregateStore<Wallet> wallets, JournalReader journal, DateOnly today)
    {
        var (replay, sums) = (new JournalReplay<Wallet>(), new Ledger.JournalSums());
        await foreach (var entry in journal.AllAsync<Wallet>(command.Organisation, id, command.CancellationToken))
        {
            replay.Apply(entry);
            sums.Add(entry);
        }
        var wallet = await wallets.ReadWholeAsync(command.Organisation, id, Wallet.SettledPrefixes, command.CancellationToken);
        string[] faults = [.. sums.Faults, .. replay.Differences(wallet.Rows()), .. WalletFaults.Of(wallet, sums.ByLedger)];
        return new View(
            faults.Length == 0,
            AllocationPlan.Of(wallet, today, int.MaxValue).Takings.Count > 0,
            wallet.Lots.Values.Sum(lot => (long)lot.Count),
            sums.Entries,
            new SortedDictionary<string, long>(sums.ByLedger.ToDictionary(), StringComparer.Ordinal),
            [.. faults.Take(MaxFaults)]);
    }
}
