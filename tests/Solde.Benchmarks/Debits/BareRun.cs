using System.Diagnostics;
using Solde.Functions.Aggregates;
using Solde.Functions.Debits;
using Solde.Platform.Storage;
using Solde.Tests.Debits;

namespace Solde.Benchmarks.Debits;

/// <summary>
/// What a run asked of the storage, done again without the app: its groups side by side as there, each page read, the same rows written by the
/// same hundreds under another name, all of them read for each outlet, and as many bytes put where files lie.
/// </summary>
internal static class BareRun
{
    /// <returns>Charges a second.</returns>
    public static async Task<double> MeasureAsync(string storage, MeasuredRun run, string name)
    {
        var account = StorageAccount.Parse(storage);
        var tables = new TableServiceClient(account, "");
        var quotas = tables.GetTableClient(QuotaStore.Table);
        var target = tables.GetTableClient("Bare" + name);
        await target.CreateIfNotExistsAsync();
        var groups = Enumerable.Range(1, run.Groups).Select(ManyQuotas.GroupOf).ToArray();
        var outlets = run.View["byOutlet"]!.AsArray().Select(total => total!["outlet"]!.GetValue<string>()).Distinct().Count();

        var clock = new Stopwatch();
        // A few groups' rows at a time, so that making them ready is no part of the measure and fits into memory.
        foreach (var some in groups.Chunk(RunWorkflow.Width))
        {
            var batches = await Task.WhenAll(some.Select(group => BatchesAsync(tables.GetTableClient(ChargeStore.Table), run, group)));
            clock.Start();
            await Task.WhenAll(some.Zip(batches).Select(async pair =>
            {
                var partition = PartitionKey.Of(run.Organisation, DebitGroup.Kind, pair.First);
                await ReadAsync(quotas, partition, "2|quota|", "2|quota}", PageCharger.Together);
                await ReadAsync(target, pair.Second[0][0].PartitionKey, "2|", "2}");
                foreach (var batch in pair.Second)
                    await target.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
            }));
            clock.Stop();
        }
        clock.Start();
        for (var outlet = 0; outlet < outlets; outlet++)
        {
            foreach (var group in groups)
                await ReadAsync(target, PartitionOf(run, group), "2|", "2}");
        }
        return run.Charges / clock.Elapsed.TotalSeconds;
    }

    private static async Task<TableEntity[][]> BatchesAsync(TableClient charges, MeasuredRun run, string group)
    {
        var partition = PartitionOf(run, group);
        var rows = await charges.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")).ToListAsync();
        var journal = rows.Where(row => row.RowKey.StartsWith("3|", StringComparison.Ordinal)).Select(Copy).ToArray();
        return [.. rows
            .Where(row => row.RowKey.StartsWith("2|", StringComparison.Ordinal))
            .Select(Copy)
            .Chunk(ChargeStore.MaxTogether)
            .Zip(journal, (batch, entry) => batch.Append(entry).ToArray())];
    }

    private static string PartitionOf(MeasuredRun run, string group) =>
        PartitionKey.Of(run.Organisation, ChargeStore.Kind, $"{run.Month}.{group}");

    private static async Task ReadAsync(TableClient table, string partition, string from, string to, int? together = null)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var _ in table.QueryAsync(filter, together))
        {
            // To have them read is all.
        }
    }

    private static TableEntity Copy(TableEntity row)
    {
        var copy = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
                copy[name] = value;
        }
        return copy;
    }
}
