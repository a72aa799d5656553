using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Recomputes every account of the organisation from its journal and documents and says where the kept figures differ
/// (BIL-19). One account in memory at a time.
/// </summary>
internal static class CheckBooks
{
    private const int MaxFaults = 100;
    private const int MaxAttempts = 5;

    /// <param name="Ledgers">The sum of each ledger account over all journals, in minor units; together they are zero.</param>
    public sealed record View(
        bool Balances, long Accounts, long Entries, string Currency, SortedDictionary<string, long> Ledgers, IReadOnlyList<Fault> Faults);

    public sealed record Fault(string Account, string What);

    /// <param name="deep">True to make every document again from its journal, too, and compare it with the kept one.</param>
    public static async Task<Answer> Handle(
        bool? deep, Command command, AccountIndex index, AggregateStore<Account> accounts, JournalReader journal, IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var ledgers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var faults = new List<Fault>();
        long checkedAccounts = 0, entries = 0;
        await foreach (var id in index.AllIdsAsync(command.Organisation, command.CancellationToken))
        {
            var found = await AtOneMomentAsync(command, id, deep == true, accounts, journal);
            faults.AddRange(found.Faults.Select(what => new Fault(id, what)));
            foreach (var (ledger, sum) in found.Sums)
                ledgers[ledger] = checked(ledgers.GetValueOrDefault(ledger) + sum);
            entries += found.Entries;
            checkedAccounts++;
        }
        return Answer.Ok(
            new View(
                faults.Count == 0,
                checkedAccounts,
                entries,
                profile.Currency,
                ledgers,
                [.. faults.Take(MaxFaults)]), AccountsJson.Default.CheckBooksView);
    }

    /// <summary>An account takes several reads; where it changed between them they do not fit together, and are made again.</summary>
    private static async Task<Found> AtOneMomentAsync(
        Command command, string id, bool deep, AggregateStore<Account> accounts, JournalReader journal)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await journal.NewestAsync<Account>(command.Organisation, id, command.CancellationToken);
            var found = await ReadAsync(command, id, deep, accounts, journal);
            if (before == await journal.NewestAsync<Account>(command.Organisation, id, command.CancellationToken))
                return found;
            if (attempt == MaxAttempts)
                return found with { Faults = ["It changes too often to be checked now."] };
        }
    }

    private static async Task<Found> ReadAsync(
        Command command, string id, bool deep, AggregateStore<Account> accounts, JournalReader journal)
    {
        var replay = new JournalReplay<Account>();
        var sums = deep
            ? await ReplayAsync(command, id, replay, journal)
            : await journal.SumAsync<Account>(command.Organisation, id, command.CancellationToken);
        var account = await accounts.ReadWholeAsync(command.Organisation, id, Account.SettledPrefixes, command.CancellationToken);
        var told = deep ? replay.Differences(account.Rows()) : [];
        return new Found(sums.ByLedger, sums.Entries, [.. sums.Faults, .. told, .. Books.Faults(account, sums.ByLedger)]);
    }

    private static async Task<JournalSums> ReplayAsync(Command command, string id, JournalReplay<Account> replay, JournalReader journal)
    {
        var sums = new JournalSums();
        await foreach (var entry in journal.AllAsync<Account>(command.Organisation, id, command.CancellationToken))
        {
            replay.Apply(entry);
            sums.Add(entry);
        }
        return sums;
    }

    private sealed record Found(IReadOnlyDictionary<string, long> Sums, long Entries, IReadOnlyList<string> Faults);
}
