using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Items;

/// <summary>
/// All items of an organisation, in one query over their partitions, 1,000 a round trip. Every page of a list reads the whole
/// catalogue, which saves an index for what is small: past some thousands of items it would need one, as accounts have.
/// </summary>
internal sealed class CatalogueReader(TableServiceClient tables)
{
    public async IAsyncEnumerable<Item> AllAsync(
        string organisation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (after, before) = PartitionKey.RangeOf(organisation, Item.Kind);
        var head = Row.KeyOf(Row.Head, isOpen: true);
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before} and RowKey eq {head}");
        // An item's id is made of what a key takes as it is.
        await foreach (var row in tables.GetTableClient(Item.Table).QueryAsync(filter, cancellationToken: cancellation))
            yield return Item.FromHead(row.PartitionKey[after.Length..], RowData.Read(row));
    }
}
