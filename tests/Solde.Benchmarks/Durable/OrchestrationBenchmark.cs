using System.Security.Cryptography;
using Azure;
using Solde.Benchmarks.Measuring;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Durable;

/// <summary>
/// An orchestration of one activity on the local host's hub, beside the same rows written without hub and app: the insert of
/// the start and the transaction of each of the two turns. One at a time.
/// </summary>
internal static class OrchestrationBenchmark
{
    private const int Rounds = 7;
    private const int Units = 60;
    private const int WarmUp = 120;
    private const string Head = "head";

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var account = StorageAccount.Parse(azurite.ConnectionString);
        var prefix = "b" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        await using var app = await OneStepApp.StartAsync(azurite.ConnectionString, prefix);
        await app.RunOneAsync("example");
        if (await app.OutputOfAsync("example") is not "\"an input, done\"")
            throw new InvalidOperationException("The orchestration did not come to its end.");

        var rows = new List<TableEntity>();
        await foreach (var row in new TableClient(account, prefix + "hubInstances").QueryAsync(filter: ""))
            rows.Add(row);
        var floor = new TableClient(account, prefix + "floor");
        await floor.CreateIfNotExistsAsync();

        var number = 0;
        (await Alternation.CompareAsync(
            new Contender("orchestrations of one activity", async count =>
            {
                for (var i = 0; i < count; i++)
                    await app.RunOneAsync($"unit-{number++:D6}");
            }),
            new Contender("one insert, two transactions", async count =>
            {
                for (var i = 0; i < count; i++)
                    await WriteAsync(floor, $"unit-{number++:D6}", rows);
            }),
            Rounds, Units, WarmUp, needs: null)).Print();
    }

    private static async Task WriteAsync(TableClient table, string partition, List<TableEntity> rows)
    {
        var head = rows.Single(row => row.RowKey == Head);
        var turns = rows.Where(row => row.RowKey != Head).OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        if (turns.Count != 2)
            throw new InvalidOperationException($"The example left {turns.Count} rows of turns.");
        var version = (await table.AddEntityAsync(Copy(head, partition, _ => true))).Headers.ETag ?? default;
        foreach (var turn in turns)
        {
            var answers = await table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateMerge, Copy(head, partition, ChangesWithATurn), version),
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Copy(turn, partition, _ => true)),
            ]);
            version = answers.Value[0].Headers.ETag ?? default;
        }
    }

    private static bool ChangesWithATurn(string column) =>
        column is "Status" or "HasEnded" or "Turns" or "Updated" or "Output" or "CustomStatus";

    private static TableEntity Copy(TableEntity row, string partition, Predicate<string> takes)
    {
        var copy = new TableEntity(partition, row.RowKey);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && takes(name))
                copy[name] = value;
        }
        return copy;
    }
}
