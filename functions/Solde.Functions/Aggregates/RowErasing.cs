using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>
/// The three acts of erasing a record that lies in rows: a mark on its head, so that nothing changes it any more and whoever comes after a crash
/// goes on; a sweep of all that lies around; and the end, from where on it is not found among what is due.
/// </summary>
internal static class RowErasing
{
    private const int MaxRows = 100;

    /// <summary>In characters; a transaction holds 4 MiB.</summary>
    private const int MaxText = 1_000_000;

    /// <summary>Erases the head in the step that marks it, and says so in the journal.</summary>
    /// <param name="head">As it was read: whoever has changed it since is faster.</param>
    /// <param name="journalKey">Of an entry's number.</param>
    /// <exception cref="RequestFailedException">404, 409 or 412: somebody was faster, or this was done before it timed out.</exception>
    public static Task MarkAsync(
        this TableClient table,
        TableEntity head,
        JsonTypeInfo type,
        Func<long, string> journalKey,
        ErasureOrder order,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var sequence = head.GetInt64(AggregateColumns.Sequence)!.Value + 1;
        var marked = new TableEntity(head.PartitionKey, head.RowKey)
        {
            [AggregateColumns.Sequence] = sequence,
            [AggregateColumns.ChangedAt] = head.GetDateTimeOffset(AggregateColumns.ChangedAt),
            [AggregateColumns.ErasedBy] = order.Run,
        };
        RowData.Write(marked, PersonalFields.Erase(RowData.Read(head), type));
        var entry = new TableEntity(head.PartitionKey, journalKey(sequence))
        {
            [AggregateColumns.Commit] = order.Run,
            [AggregateColumns.At] = now,
        };
        RowData.Write(entry, JsonSerializer.Serialize(order.Entry(sequence, now), AggregatesJson.Default.JournalEntry));
        return table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateReplace, marked, head.ETag),
                new TableTransactionAction(TableTransactionActionType.Add, entry),
            ],
            cancellation);
    }

    /// <summary>
    /// Goes through rows of one partition, and writes again or removes those that still tell of people: as many at once as a transaction takes.
    /// </summary>
    /// <param name="swept">Null for a row that stays as it is. It is asked in the order of the keys.</param>
    public static async Task SweepAsync(
        this TableClient table, string filter, Func<TableEntity, TableTransactionAction?> swept, CancellationToken cancellation)
    {
        var (actions, text) = (new List<TableTransactionAction>(), 0);
        await foreach (var row in table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (swept(row) is not { } action)
                continue;
            var length = RowData.Read(action.Entity).Length;
            if (actions.Count == MaxRows || (text + length > MaxText && actions.Count > 0))
            {
                await table.SubmitTransactionAsync(actions, cancellation);
                (actions, text) = ([], 0);
            }
            actions.Add(action);
            text += length;
        }
        if (actions.Count > 0)
            await table.SubmitTransactionAsync(actions, cancellation);
    }

    /// <summary>The row with another document, as long as nobody else has written it since; null where it is the same.</summary>
    public static TableTransactionAction? With(this TableEntity row, string json)
    {
        if (RowData.Read(row) == json)
            return null;
        RowData.Clear(row);
        RowData.Write(row, json);
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag);
    }

    public static TableTransactionAction Without(this TableEntity row) =>
        new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag);

    public static async Task EndErasingAsync(this TableClient table, string partition, string headKey, CancellationToken cancellation)
    {
        var head = await table.FindEntityAsync(partition, headKey, cancellation)
            ?? throw new InvalidOperationException("What has no head cannot be erased.");
        head.Remove(AggregateColumns.ChangedAt);
        await table.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace, cancellation);
    }
}
