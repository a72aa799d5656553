using Azure;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>One table for all instances of a hub, a partition for each.</summary>
internal sealed class InstanceTable(TableClient table)
{
    private const int MaxActions = 100;
    private const string RowKeyProperty = "RowKey";
    private const string IdProperty = nameof(InstanceHead.InstanceId);

    public Task CreateIfNotExistsAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    /// <summary>The head alone, or null when there is no such instance.</summary>
    public async Task<InstanceHead?> FindHeadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var row = await table.FindEntityAsync(InstanceId.Key(instanceId), RowKeys.Head, cancellationToken);
        return row is null ? null : await ReadHeadAsync(row, cancellationToken);
    }

    public async Task<InstanceHead> ReadHeadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        if (HeadRow.HasLongValues(row))
        {
            var prefix = $"{RowKeys.ValuePrefix}{row.GetString(nameof(InstanceHead.ExecutionId))}|";
            await foreach (var value in QueryAsync(row.PartitionKey, prefix, select: null, cancellationToken)) values[value.RowKey] = value;
        }
        return HeadRow.Read(row, values);
    }

    public async Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in QueryAsync(InstanceId.Key(instanceId), "", select: null, cancellationToken)) rows.Add(row);
        return StoredInstance.Read(rows);
    }

    public async Task<List<string>> KeysAsync(string instanceId, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in QueryAsync(InstanceId.Key(instanceId), "", [RowKeyProperty], cancellationToken)) keys.Add(row.RowKey);
        return keys;
    }

    /// <summary>Heads in the order of their keys.</summary>
    public AsyncPageable<TableEntity> HeadsAsync(string filter, int? maxPerPage, CancellationToken cancellationToken) =>
        table.QueryAsync(filter, maxPerPage, select: null, cancellationToken);

    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"RowKey eq {RowKeys.Head} and HasEnded eq {false}");
        await foreach (var row in table.QueryAsync(filter, select: [IdProperty], cancellationToken: cancellationToken))
            ids.Add(row.GetString(IdProperty)!);
        return ids;
    }

    /// <summary>The instances that have something to deliver.</summary>
    public async Task<IReadOnlyList<string>> WithOutgoingAsync(CancellationToken cancellationToken)
    {
        var partitions = new SortedSet<string>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"RowKey ge {RowKeys.OutgoingPrefix} and RowKey lt {After(RowKeys.OutgoingPrefix)}");
        await foreach (var row in table.QueryAsync(filter, select: [RowKeyProperty], cancellationToken: cancellationToken))
            partitions.Add(row.PartitionKey);
        var ids = new List<string>();
        foreach (var key in partitions)
            if (await table.FindEntityAsync(key, RowKeys.Head, cancellationToken) is { } head) ids.Add(head.GetString(IdProperty)!);
        return ids;
    }

    /// <summary>Rows that count only once another one refers to them, so that they may be written again and one by one.</summary>
    public async Task WriteBeforeAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows) await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <returns>The version of the first row.</returns>
    public async Task<ETag> SubmitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var answers = await table.SubmitTransactionAsync(actions, cancellationToken);
        return answers.Value[0].Headers.ETag ?? default;
    }

    public async Task<ETag> AddAsync(TableEntity row, CancellationToken cancellationToken) =>
        (await table.AddEntityAsync(row, cancellationToken)).Headers.ETag ?? default;

    /// <summary>Rows that may be gone already.</summary>
    public async Task DeleteAsync(string instanceId, IEnumerable<string> rowKeys, CancellationToken cancellationToken)
    {
        var key = InstanceId.Key(instanceId);
        foreach (var some in rowKeys.Chunk(MaxActions))
        {
            try
            {
                if (some.Length > 1) await SubmitAsync([.. some.Select(rowKey => Delete(key, rowKey))], cancellationToken);
                else await table.DeleteEntityAsync(key, some[0], ETag.All, cancellationToken);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // One that is gone stands in the way of all the others.
                if (some.Length > 1) foreach (var rowKey in some) await DeleteAsync(instanceId, [rowKey], cancellationToken);
            }
        }
    }

    public static TableTransactionAction Delete(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ETag.All);

    private AsyncPageable<TableEntity> QueryAsync(string key, string prefix, string[]? select, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key}");
        if (prefix.Length > 0) filter += TableClient.CreateQueryFilter($" and RowKey ge {prefix} and RowKey lt {After(prefix)}");
        return table.QueryAsync(filter, select: select, cancellationToken: cancellationToken);
    }

    // The key right after all keys with this prefix: every prefix ends in a bar, and '}' comes after it.
    private static string After(string prefix) => prefix[..^1] + '}';
}
