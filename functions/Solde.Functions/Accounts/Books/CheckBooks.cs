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

    public static async Task<Answer> Handle(
        Command command, AccountIndex index, AggregateStore<Account> accounts, JournalReader journal, IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var ledgers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var faults = new List<Fault>();
        long checkedAccounts = 0, entries = 0;
        await foreach (var id in index.AllIdsAsync(command.Organisation, command.CancellationToken))
        {
            var found = await AtOneMomentAsync(command, id, accounts, journal);
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
    private static async Task<Found> AtOneMomentAsync(Command command, string id, AggregateStore<Account> accounts, JournalReader journal)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await journal.NewestAsync<Account>(command.Organisation, id, command.CancellationToken);
            var found = await ReadAsync(command, id, accounts, journal);
            if (before == await journal.NewestAsync<Account>(command.Organisation, id, command.CancellationToken))
                return found;
            if (attempt == MaxAttempts)
                return found with { Faults = ["It changes too often to be checked now."] };
        }
    }

    private static async Task<Found> ReadAsync(Command command, string id, AggregateStore<Account> accounts, JournalReader journal)
    {
        var sums = await journal.SumAsync<Account>(command.Organisation, id, command.CancellationToken);
        var account = await accounts.ReadWholeAsync(command.Organisation, id, Account.SettledPrefixes, command.CancellationToken);
        return new Found(sums.ByLedger, sums.Entries, [.. sums.Faults, .. Books.Faults(account, sums.ByLedger)]);
    }

    private sealed record Found(IReadOnlyDictionary<string, long> Sums, long Entries, IReadOnlyList<string> Faults);
}
