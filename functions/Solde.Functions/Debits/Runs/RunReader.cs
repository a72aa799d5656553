using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The runs of an organisation in the order of their ids, in one query over their heads.</summary>
internal sealed class RunReader(TableServiceClient tables)
{
    /// <param name="after">The id to go on after; null for the beginning.</param>
    public async IAsyncEnumerable<DebitRun> AllAsync(
        string organisation, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (range, before) = PartitionKey.RangeOf(organisation, DebitRun.Kind);
        var head = Row.KeyOf(Row.Head, isOpen: true);
        var from = range + after;
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {from} and PartitionKey lt {before} and RowKey eq {head}");
        await foreach (var row in tables.GetTableClient(DebitRun.Table).QueryAsync(filter, cancellationToken: cancellation))
            yield return DebitRun.FromHead(
                row.PartitionKey[range.Length..], JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.RunHead));
    }
}
