using System.Security.Cryptography;
using Solde.Benchmarks.Measuring;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Tables;

/// <summary>The table client, one call after the other, beside its own requests sent without it.</summary>
internal static class TablesBenchmark
{
    private const int Rounds = 7;
    private const int Units = 100;
    private const int WarmUp = 150;
    private const int RowsOfQuery = 10;
    private const int RowsOfTransaction = 6;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var name = "t" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var table = new TableClient(StorageAccount.Parse(azurite.ConnectionString), name);
        await table.CreateIfNotExistsAsync();
        for (var i = 0; i < RowsOfQuery; i++)
            await table.AddEntityAsync(Row("read", $"row-{i:D3}"));

        Task Insert(TableClient client) => client.AddEntityAsync(Row("inserted", NewKey()));
        Task Get(TableClient client) => client.GetEntityAsync("read", "row-005");
        async Task Query(TableClient client)
        {
            var rows = 0;
            await foreach (var row in client.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"read"}")))
                rows++;
            if (rows != RowsOfQuery)
                throw new InvalidOperationException($"The query gave {rows} rows.");
        }
        Task Transact(TableClient client)
        {
            var partition = NewKey();
            return client.SubmitTransactionAsync(Enumerable.Range(0, RowsOfTransaction)
                .Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row(partition, $"row-{i:D3}"))));
        }

        foreach (var (title, call) in new (string, Func<TableClient, Task>)[]
                 {
                     ("insert", Insert), ("get", Get), ($"query of {RowsOfQuery} rows", Query), ($"transaction of {RowsOfTransaction} rows", Transact),
                 })
            await CompareAsync(title, table, azurite.ConnectionString, call);
    }

    private static async Task CompareAsync(string title, TableClient table, string connectionString, Func<TableClient, Task> call)
    {
        using var recorded = new RecordedCalls();
        var recorder = recorded.Recorder(connectionString, table.Name);
        for (var i = 0; i < WarmUp + (Rounds * Units); i++)
            await RecordedCalls.RecordAsync(() => call(recorder));

        var comparison = await Alternation.CompareAsync(
            new Contender(title, async count =>
            {
                for (var i = 0; i < count; i++)
                    await call(table);
            }),
            new Contender("the same bytes by bare HTTP", recorded.SendAsync),
            Rounds, Units, WarmUp, needs: null);
        comparison.Print();
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static TableEntity Row(string partition, string key) => new(partition, key)
    {
        ["Data"] = new string('d', 400),
        ["Sequence"] = 12L,
        ["At"] = DateTimeOffset.UnixEpoch,
    };
}
