using System.Runtime.CompilerServices;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The months in which groups were charged, of an organisation in one partition. A row is a reason to look and no more: it is written
/// before the charges are, and removed when what they say of people is erased.
/// </summary>
internal sealed class ChargedMonths(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    public Task PutAsync(string organisation, RunPlace place, CancellationToken cancellation) =>
        _table.UpsertEntityAsync(new TableEntity(PartitionOf(organisation), KeyOf(place)), TableUpdateMode.Replace, cancellation);

    /// <summary>By groups, and by months in them.</summary>
    /// <param name="after">The key to go on after; null for the beginning.</param>
    public IAsyncEnumerable<RunPlace> AllAsync(string organisation, string? after, CancellationToken cancellation) =>
        QueryAsync(organisation, TableClient.CreateQueryFilter($"RowKey gt {after ?? ""}"), cancellation);

    public IAsyncEnumerable<RunPlace> OfGroupAsync(string organisation, string group, CancellationToken cancellation)
    {
        var (from, to) = (group + "|", group + "}");
        return QueryAsync(organisation, TableClient.CreateQueryFilter($"RowKey gt {from} and RowKey lt {to}"), cancellation);
    }

    public Task<TableEntity?> FindAsync(string organisation, RunPlace place, CancellationToken cancellation) =>
        _table.FindEntityAsync(PartitionOf(organisation), KeyOf(place), cancellation);

    /// <summary>Removes a row that was not written again since it was read.</summary>
    public async Task RemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // The month is charged once more, or it was this one that removed it.
        }
    }

    public static string KeyOf(RunPlace place) => PairIds.Of(place.Group, place.Month);

    private async IAsyncEnumerable<RunPlace> QueryAsync(
        string organisation, string which, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(organisation)}") + " and " + which;
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            var (group, month) = PairIds.Find(row.RowKey)!.Value;
            yield return new RunPlace(month, group);
        }
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "debit-months", "");
}
