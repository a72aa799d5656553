using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>Reads an aggregate's partition: what is open in one query, what is settled where it is asked for.</summary>
internal sealed class AggregateRows(TableClient table)
{
    public async Task<LoadedRows> LoadAsync(string partition, IReadOnlyList<string> settled, CancellationToken cancellation)
    {
        var loaded = new LoadedRows();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {Row.SettledPrefix}");
        await foreach (var entity in table.QueryAsync(filter, cancellationToken: cancellation))
            loaded.Add(entity);
        if (settled.Count > 0)
            await LoadSettledAsync(partition, settled, loaded, cancellation);
        return loaded;
    }

    /// <summary>All documents under these prefixes, settled ones too.</summary>
    public async Task<LoadedRows> LoadWholeAsync(string partition, IReadOnlyList<string> settledPrefixes, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(partition, [], cancellation);
        foreach (var prefix in settledPrefixes)
        {
            var from = Row.KeyOf(prefix, isOpen: false);
            var to = from[..^1] + "}";
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
            await foreach (var entity in table.QueryAsync(filter, cancellationToken: cancellation))
                loaded.Add(entity);
        }
        return loaded;
    }

    public async Task LoadSettledAsync(string partition, IReadOnlyList<string> names, LoadedRows loaded, CancellationToken cancellation)
    {
        foreach (var name in names)
        {
            if (!loaded.Rows.AskedFor.Add(name))
                throw new InvalidOperationException($"A rule asks for {name} again: it was looked for and is not there.");
        }
        // The service takes 15 comparisons in one filter.
        foreach (var chunk in names.Where(name => loaded.Rows.Stored(name) is null).Chunk(14))
        {
            var keys = string.Join(
                " or ", chunk.Select(name => TableClient.CreateQueryFilter($"RowKey eq {Row.KeyOf(name, isOpen: false)}")));
            await foreach (var entity in table.QueryAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + $" and ({keys})", cancellationToken: cancellation))
                loaded.Add(entity);
        }
    }

    /// <summary>Whether the head is still the one that was read.</summary>
    public async Task<bool> IsUnchangedAsync(string partition, LoadedRows loaded, CancellationToken cancellation)
    {
        var head = await table.FindEntityAsync(partition, Row.KeyOf(Row.Head, isOpen: true), cancellation);
        return (head?.ETag ?? default) == loaded.HeadETag;
    }
}
