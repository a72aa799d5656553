using System.Security.Cryptography;
using Solde.Benchmarks.Host;
using Solde.Benchmarks.Measuring;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Payments;

/// <summary>
/// A payment with its reconciliation, as a message of the provider and as a call of the desk, beside the same rows read and
/// written without the app. One at a time, so that nothing hides behind the storage's own queue.
/// </summary>
internal static class PaymentBenchmark
{
    private const int Rounds = 7;
    private const int Units = 30;
    private const int WarmUp = 60;
    private const long Minor = 10_000;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        await CompareAsync("payment from the provider's event", azurite, async app =>
        {
            var (account, invoice) = await app.AccountAsync(Minor);
            var payment = await app.ChargeAsync(account, invoice, Minor);
            var text = ProviderEvents.Succeeded(PreparedApp.Organisation, account, payment, Minor);
            return new Prepared(account, "ProviderEvents", HostCalls.Message(text));
        });
        await CompareAsync("payment recorded at the desk", azurite, async app =>
        {
            var (account, invoice) = await app.AccountAsync(Minor);
            return new Prepared(account, "AccountsCommands", app.RecordPayment(account, invoice, Minor));
        });
    }

    private static async Task CompareAsync(string name, AzuriteProcess azurite, Func<PreparedApp, Task<Prepared>> prepare)
    {
        // Tables of its own each time: Azurite looks through a whole table for every query, so both sides must hold as many rows.
        await using var app = await PreparedApp.StartAsync(azurite.ConnectionString);
        const int all = WarmUp + (Rounds * Units);
        var accounts = app.Tables.GetTableClient(Account.Table);
        var example = await prepare(app);
        var partition = PartitionKey.Of(PreparedApp.Organisation, Account.Kind, example.Account);
        var before = await BareStorage.RowsAsync(accounts, partition);
        await app.CallAsync(example.Function, example.Call);
        var after = await BareStorage.RowsAsync(accounts, partition);
        var table = new TableClient(StorageAccount.Parse(azurite.ConnectionString), "floor" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        await table.CreateIfNotExistsAsync();
        var bare = new BareStorage(table, before, after);

        var units = new Queue<Prepared>();
        var floor = new Queue<BareStorage.BareUnit>();
        for (var i = 0; i < all; i++)
        {
            units.Enqueue(await prepare(app));
            floor.Enqueue(await bare.PrepareAsync());
        }
        var comparison = await Alternation.CompareAsync(
            new Contender(name, async count =>
            {
                for (var i = 0; i < count; i++)
                {
                    var unit = units.Dequeue();
                    await app.CallAsync(unit.Function, unit.Call);
                }
            }),
            new Contender("one query, one transaction", async count =>
            {
                for (var i = 0; i < count; i++)
                    await floor.Dequeue().RunAsync();
            }),
            Rounds, Units, WarmUp, needs: 0.7);
        comparison.Print();
        Console.WriteLine($"    rows read {before.Count(row => string.CompareOrdinal(row.RowKey, "1|") < 0)}, rows before {before.Count} and after {after.Count}");
    }

    private sealed record Prepared(string Account, string Function, byte[] Call);
}
