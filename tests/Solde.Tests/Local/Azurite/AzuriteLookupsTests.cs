using System.Globalization;
using Azure;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Tests.Local.Azurite;

public sealed class AzuriteLookupsTests : IAsyncLifetime
{
    private static readonly string[] Partitions = ["a", "b|1", "10", "9"];

    private AzuriteProcess quick = null!;
    private AzuriteProcess plain = null!;

    public async Task InitializeAsync()
    {
        quick = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        plain = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true, WithLookups = false });
    }

    public async Task DisposeAsync()
    {
        await quick.DisposeAsync();
        await plain.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_call_of_a_random_history_is_answered_as_without_lookups(int seed) =>
        Assert.Equal(await PlayAsync(plain, seed), await PlayAsync(quick, seed));

    /// <summary>What was answered, one line a call.</summary>
    private static async Task<IReadOnlyList<string>> PlayAsync(AzuriteProcess azurite, int seed)
    {
        var table = new TableClient(StorageAccount.Parse(azurite.ConnectionString), "history" + seed.ToString(CultureInfo.InvariantCulture));
        await table.CreateIfNotExistsAsync();
        var random = new Random(seed);
        var said = new List<string>();
        for (var call = 0; call < 300; call++)
            said.Add(await CallAsync(table, random, call));
        return said;
    }

    private static async Task<string> CallAsync(TableClient table, Random random, int call)
    {
        var partition = Partitions[random.Next(Partitions.Length)];
        var first = random.Next(12);
        // Three different ones: a transaction has each row once.
        TableEntity Row(int step) => new(partition, ((first + step) % 12).ToString(CultureInfo.InvariantCulture)) { ["N"] = call };
        var (row, other, more) = (Row(0), Row(5), Row(7));
        var act = random.Next(9);
        try
        {
            switch (act)
            {
                case 0:
                    await table.AddEntityAsync(row);
                    return "added";
                case 1:
                    await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
                    return "put";
                case 2:
                    await table.UpsertEntityAsync(row, TableUpdateMode.Merge);
                    return "merged";
                case 3:
                    var found = await table.FindEntityAsync(row.PartitionKey, row.RowKey);
                    await table.UpdateEntityAsync(row, found?.ETag ?? new ETag("W/\"none\""), TableUpdateMode.Replace);
                    return "replaced";
                case 4:
                    await table.UpdateEntityAsync(row, new ETag("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\""), TableUpdateMode.Replace);
                    return "replaced by a stranger";
                case 5:
                    await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
                    return "deleted";
                case 6:
                    // Fails as a whole when the last exists already.
                    await table.SubmitTransactionAsync(
                    [
                        new TableTransactionAction(TableTransactionActionType.UpsertReplace, row),
                        new TableTransactionAction(TableTransactionActionType.UpsertMerge, other),
                        new TableTransactionAction(TableTransactionActionType.Add, more),
                    ]);
                    return "together";
                case 7:
                    var (from, to) = ("1", "6");
                    return await RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"));
                default:
                    return await RowsAsync(table, random.Next(2) == 0 ? "" : TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));
            }
        }
        catch (RequestFailedException refused)
        {
            return $"{act}: {refused.Status} {refused.ErrorCode}";
        }
    }

    private static async Task<string> RowsAsync(TableClient table, string filter)
    {
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync(filter))
            rows.Add($"{row.PartitionKey}/{row.RowKey}={row.GetInt32("N")}");
        return string.Join(' ', rows);
    }
}
