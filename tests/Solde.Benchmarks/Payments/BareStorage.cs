using Azure;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Payments;

/// <summary>
/// What one unit of the app's work wrote, learned from its partition before and after, to be done again without the app:
/// one query of the same rows and one transaction of the same changes.
/// </summary>
internal sealed class BareStorage(TableClient table, IReadOnlyList<TableEntity> before, IReadOnlyList<TableEntity> after)
{
    private const string Head = "0|head";

    public static async Task<List<TableEntity>> RowsAsync(TableClient table, string partition)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
            rows.Add(row);
        return rows;
    }

    /// <summary>A partition of its own with the rows as they were before.</summary>
    public async Task<BareUnit> PrepareAsync()
    {
        // As long as the app's own key, so that the bytes are as many.
        var partition = before[0].PartitionKey[..^8] + Guid.NewGuid().ToString("N")[..8];
        await table.SubmitTransactionAsync(before.Select(row => new TableTransactionAction(TableTransactionActionType.Add, Copy(row, partition))));
        var old = before.ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        var changes = new List<TableTransactionAction>();
        foreach (var row in after)
        {
            old.Remove(row.RowKey, out var was);
            if (was is null)
                changes.Add(new TableTransactionAction(TableTransactionActionType.Add, Copy(row, partition)));
            else if (was.ETag != row.ETag && row.RowKey != Head)
                changes.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, Copy(row, partition)));
        }
        changes.AddRange(old.Values.Select(gone => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, gone.RowKey), ETag.All)));
        return new BareUnit(table, partition, Copy(after.Single(row => row.RowKey == Head), partition), changes);
    }

    private static TableEntity Copy(TableEntity row, string partition)
    {
        var copy = new TableEntity(partition, row.RowKey);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
                copy[name] = value;
        }
        return copy;
    }

    internal sealed record BareUnit(TableClient Table, string Partition, TableEntity NewHead, IReadOnlyList<TableTransactionAction> Changes)
    {
        public async Task RunAsync()
        {
            ETag version = default;
            await foreach (var row in Table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {"1|"}")))
            {
                if (row.RowKey == Head)
                    version = row.ETag;
            }
            await Table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, NewHead, version), .. Changes]);
        }
    }
}
