using System.Text.Json.Serialization.Metadata;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Erases what a quota says of people, in its row and in its journal alike. As with aggregates a mark comes first, in the step that erases
/// the row itself, so that nothing changes it any more; the time of its last change goes last, so that one whose erasing died is found again.
/// </summary>
internal sealed class QuotaEraser(TableServiceClient tables, TimeProvider clock)
{
    private static readonly DocumentTypes Documents =
        new(new Dictionary<string, JsonTypeInfo> { [QuotaCommit.Document] = DebitRows.Default.Quota });

    private readonly TableClient _table = tables.GetTableClient(QuotaStore.Table);

    public Task<TableEntity?> FindAsync(string organisation, string group, string quota, CancellationToken cancellation) =>
        _table.FindEntityAsync(QuotaStore.PartitionOf(organisation, group), QuotaStore.RowKeyOf(quota), cancellation);

    /// <param name="row">As it was read and found to be due.</param>
    /// <returns>False where it has changed since.</returns>
    public async Task<bool> TryBeginAsync(TableEntity row, string quota, ErasureOrder order, CancellationToken cancellation)
    {
        try
        {
            await _table.MarkAsync(
                row,
                DebitRows.Default.Quota,
                sequence => QuotaStore.JournalKeyOf(quota, sequence),
                order,
                clock.GetUtcNow(),
                cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
        {
            // A try of ours that timed out after it was done, or a change: then it is not due any more.
            var found = await _table.FindEntityAsync(row.PartitionKey, row.RowKey, cancellation);
            return found?.GetString(AggregateColumns.ErasedBy) is not null;
        }
    }

    /// <param name="changedAt">When the quota changed last: no answer about it was kept after that.</param>
    public async Task SweepAsync(string partition, string quota, DateTimeOffset changedAt, CancellationToken cancellation)
    {
        var (from, to) = (QuotaStore.JournalKeyOf(quota, 0), QuotaStore.JournalKeyOf(quota, long.MaxValue));
        await _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {to}"),
            row => row.With(PersonalFields.EraseEntry(RowData.Read(row), Documents)),
            cancellation);
        // An answer may be about many quotas. Nobody waits any more for one that is so old, whomever it is about.
        (from, to) = (Row.SettledPrefix + IdempotencyRecord.Prefix, Row.SettledPrefix + IdempotencyRecord.Prefix + "}");
        await _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to} and At le {changedAt}"),
            row => row.Without(),
            cancellation);
    }

    public Task EndAsync(string partition, string quota, CancellationToken cancellation) =>
        _table.EndErasingAsync(partition, QuotaStore.RowKeyOf(quota), cancellation);
}
