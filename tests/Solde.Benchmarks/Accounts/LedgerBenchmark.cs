using System.Text.Json;
using Solde.Benchmarks.Measuring;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Benchmarks.Accounts;

/// <summary>
/// The check of all books adds up journals. Here as many entries as a large organisation's, beside the program <c>ledger</c> on the
/// same postings; each reads its own text and both must come to the same cents.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Entries = 100_000;

    public static async Task RunAsync()
    {
        if (!LedgerProgram.IsThere)
        {
            Console.WriteLine("  skipped: " + LedgerProgram.Missing);
            return;
        }
        var stored = StoredJournal.Of(Entries);
        var parsed = stored.Select(json => JsonSerializer.Deserialize(json, AggregatesJson.Default.JournalEntry)!).ToArray();
        var file = Path.GetTempFileName();
        LedgerProgram.Write(file, parsed);
        try
        {
            await CompareAsync("entries as stored, read and added", file, () => SumsOf(stored, (sums, json) => sums.Add(json)));
            await CompareAsync("entries in memory, added", file, () => SumsOf(parsed, (sums, entry) => sums.Add(entry)));
        }
        finally
        {
            File.Delete(file);
        }
        var (postings, megabytes) = (parsed.Sum(entry => entry.Postings.Count), stored.Sum(json => json.Length) / 1_000_000.0);
        Console.WriteLine($"    {postings:N0} postings, {megabytes:0.0} MB of entries");
    }

    private static async Task CompareAsync(string name, string file, Func<JournalSums> recompute)
    {
        var comparison = await Alternation.CompareAsync(
            new Contender(name, _ =>
            {
                recompute();
                return Task.CompletedTask;
            }),
            new Contender("ledger, read and added", _ => LedgerProgram.BalancesAsync(file)),
            rounds: 7, units: Entries, warmUp: Entries, needs: 5);
        Check(recompute().ByLedger, await LedgerProgram.BalancesAsync(file));
        comparison.Print();
    }

    private static JournalSums SumsOf<T>(IReadOnlyList<T> entries, Action<JournalSums, T> add)
    {
        var sums = new JournalSums();
        foreach (var entry in entries)
            add(sums, entry);
        return sums.Faults.Count == 0 ? sums : throw new InvalidOperationException(sums.Faults[0]);
    }

    private static void Check(IReadOnlyDictionary<string, long> ours, IReadOnlyDictionary<string, long> theirs)
    {
        foreach (var ledger in ours.Keys.Union(theirs.Keys, StringComparer.Ordinal))
        {
            if (ours.GetValueOrDefault(ledger) != theirs.GetValueOrDefault(ledger))
                throw new InvalidOperationException(
                    $"{ledger}: {ours.GetValueOrDefault(ledger)} here, {theirs.GetValueOrDefault(ledger)} by ledger.");
        }
    }
}
