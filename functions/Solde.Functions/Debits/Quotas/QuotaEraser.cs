using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
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
        var sequence = row.GetInt64(AggregateColumns.Sequence)!.Value + 1;
        var marked = new TableEntity(row.PartitionKey, row.RowKey)
        {
            [AggregateColumns.Sequence] = sequence,
            [AggregateColumns.ChangedAt] = row.GetDateTimeOffset(AggregateColumns.ChangedAt),
            [AggregateColumns.ErasedBy] = order.Run,
        };
        RowData.Write(marked, PersonalFields.Erase(RowData.Read(row), DebitRows.Default.Quota));
        var now = clock.GetUtcNow();
        var entry = new TableEntity(row.PartitionKey, QuotaStore.JournalKeyOf(quota, sequence))
        {
            [AggregateColumns.Commit] = order.Run,
            [AggregateColumns.At] = now,
        };
        RowData.Write(entry, JsonSerializer.Serialize(DebitErasures.Entry(order, sequence, now), AggregatesJson.Default.JournalEntry));
        try
        {
            await _table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.UpdateReplace, marked, row.ETag),
                    new TableTransactionAction(TableTransactionActionType.Add, entry),
                ],
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
            row => row.With(Erased(RowData.Read(row))),
            cancellation);
        // An answer may be about many quotas. Nobody waits any more for one that is so old, whomever it is about.
        (from, to) = (Row.SettledPrefix + IdempotencyRecord.Prefix, Row.SettledPrefix + IdempotencyRecord.Prefix + "}");
        await _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to} and At le {changedAt}"),
            row => row.Without(),
            cancellation);
    }

    public async Task EndAsync(string partition, string quota, CancellationToken cancellation)
    {
        var row = (await _table.FindEntityAsync(partition, QuotaStore.RowKeyOf(quota), cancellation))!;
        row.Remove(AggregateColumns.ChangedAt);
        await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
    }

    private static string Erased(string json)
    {
        var entry = JsonSerializer.Deserialize(json, AggregatesJson.Default.JournalEntry)!;
        if (entry.Action == DebitErasures.Action)
            return json;
        var erased = PersonalFields.Erase(entry, Documents);
        return ReferenceEquals(erased, entry) ? json : JsonSerializer.Serialize(erased, AggregatesJson.Default.JournalEntry);
    }
}
