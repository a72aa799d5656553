using System.Runtime.CompilerServices;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>The heads of all of an organisation's aggregates of a kind, in the order of their ids, a thousand with one query.</summary>
internal static class AggregateHeads
{
    /// <param name="after">The id to go on after; null for the beginning.</param>
    public static async IAsyncEnumerable<(string Id, string Json)> AllAsync<T>(
        TableServiceClient tables, string organisation, string? after, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var (range, before) = PartitionKey.RangeOf(organisation, T.Kind);
        var head = Row.KeyOf(Row.Head, isOpen: true);
        var from = range + after;
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {from} and PartitionKey lt {before} and RowKey eq {head}");
        await foreach (var row in tables.GetTableClient(T.Table).QueryAsync(filter, cancellationToken: cancellation))
            yield return (row.PartitionKey[range.Length..], RowData.Read(row));
    }
}
