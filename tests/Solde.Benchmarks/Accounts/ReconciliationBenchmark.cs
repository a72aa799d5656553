using System.Diagnostics;
using System.Text.Json;
using Solde.Benchmarks.Measuring;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Organisations;
using Solde.Local.Azurite;
using Solde.Tests.Accounts;

namespace Solde.Benchmarks.Accounts;

/// <summary>
/// A whole account reconciled: by the rule alone beside only sorting its lines and payments, with its rows read beside only reading
/// and sorting them, and as the command through the storage beside the same.
/// </summary>
internal static class ReconciliationBenchmark
{
    private const string Order = AllocationOrders.OldestDueFirst;

    private static readonly DateOnly Today = UnreconciledAccount.Today;

    public static async Task RunAsync()
    {
        await InMemoryAsync(10_000);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        await ThroughStorageAsync(azurite, documents: 100, rounds: 1);
        await ThroughStorageAsync(azurite, documents: 1_000, rounds: 5);
    }

    private static async Task InMemoryAsync(int documents)
    {
        var account = Unreconciled(documents, new Random(1));
        var lines = account.Invoices.Values.Select(invoice => new Key<DateOnly>(invoice.DueDates[0], invoice.IssueDate, invoice.Id)).ToArray();
        var payments = account.Payments.Values
            .Select(payment => new Key<DateTimeOffset>(payment.ReceivedOn, payment.CreatedAt, payment.Id)).ToArray();
        var sorting = new Contender("sorted only", count => Repeat(count, () =>
        {
            Array.Sort(lines.ToArray(), Key<DateOnly>.Compare);
            Array.Sort(payments.ToArray(), Key<DateTimeOffset>.Compare);
        }));
        var name = $"{documents:N0} lines, {documents:N0} payments";
        (await Alternation.CompareAsync(
            new Contender(name + ": matched", count => Repeat(count, () => Reconciliation.Matches(account, Order, Today))),
            sorting, rounds: 9, units: 10, warmUp: 20, needs: null)).Print();
        var rows = new RowSet();
        foreach (var row in account.Rows())
            rows.Add(row.Key, JsonSerializer.Serialize(row.Document, row.Type));
        (await Alternation.CompareAsync(
            new Contender(name + ": read, allocated", count => Repeat(count, () => Reconciled(Account.FromRows(account.Id, rows)))),
            new Contender("read and sorted only", count => Repeat(count, () => Sorted(Account.FromRows(account.Id, rows)))),
            rounds: 9, units: 5, warmUp: 10, needs: null)).Print();
    }

    private static async Task ThroughStorageAsync(AzuriteProcess azurite, int documents, int rounds)
    {
        var (commands, floors) = (new List<double>(), new List<double>());
        SortedDictionary<string, double> calls = [];
        for (var round = 0; round < rounds; round++)
        {
            // A table of its own each time: Azurite looks through a whole one for every operation.
            var store = await AccountStore.InAsync(azurite);
            var account = Unreconciled(documents, new Random(round));
            await store.KeepAsync(account);
            floors.Add(await SecondsAsync(async () => Sorted(await store.ReadAsync(account.Id))));
            using var counter = new StorageCalls();
            var done = new List<Match>();
            commands.Add(await SecondsAsync(() => store.ChangeAsync(
                account.Id, current => ReconcileAccount.Decide(current, false, "org", Order, Today, done))));
            calls = counter.PerUnit(1);
            if (Reconciliation.Matches(await store.ReadAsync(account.Id), Order, Today).Count > 0)
                throw new InvalidOperationException("The command left something to allocate.");
        }
        var ratio = floors.Zip(commands, (floor, command) => floor / command).Median();
        Console.WriteLine(
            $"  {documents:N0} lines, {documents:N0} payments: command {commands.Median():0.00} s"
            + $"   read and sorted only {floors.Median():0.00} s   ratio {ratio:0.000}");
        Console.WriteLine("    storage: " + string.Join(", ", calls.Select(call => $"{call.Value:N0} {call.Key}")));
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Sorted(Account account)
    {
        AllocationOrder.LinesOf(account, Order, Today);
        AllocationOrder.MoneyOf(account);
    }

    /// <summary>Step by step, as the command does it.</summary>
    private static Account Reconciled(Account account)
    {
        foreach (var step in Matching.InSteps(Reconciliation.Matches(account, Order, Today), TransactionLimits.Documents))
            account = Matching.Apply(account, step);
        return account;
    }

    /// <summary>Neither side lies in its order, and amounts seldom meet.</summary>
    private static Account Unreconciled(int documents, Random random) => UnreconciledAccount.Of(
        Enumerable.Range(0, documents).Select(i =>
            UnreconciledAccount.Invoice(i, random.Next(-400, 400), (LineComponents.Principal, random.Next(1, 20_000)))),
        Enumerable.Range(0, documents).Select(i => UnreconciledAccount.Payment(i, random.Next(0, 800), random.Next(1, 20_000))));

    private static Task Repeat(int count, Action work)
    {
        for (var i = 0; i < count; i++)
            work();
        return Task.CompletedTask;
    }

    /// <summary>What is compared, and nothing else.</summary>
    private readonly record struct Key<TSecond>(DateOnly First, TSecond Second, string Id)
        where TSecond : IComparable<TSecond>
    {
        public static int Compare(Key<TSecond> one, Key<TSecond> other)
        {
            var first = one.First.CompareTo(other.First);
            if (first != 0)
                return first;
            var second = one.Second.CompareTo(other.Second);
            return second != 0 ? second : string.CompareOrdinal(one.Id, other.Id);
        }
    }
}
