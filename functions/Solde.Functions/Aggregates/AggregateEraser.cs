using System.Text.Json;
using Azure;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Erases what an aggregate says of people, in its documents and in its journal alike: the one exception to a journal that is never edited, made
/// because the law asks for it. A mark on the head comes first, so that nothing changes it any more; it says who erased it when a try dies half way.
/// </summary>
internal sealed class AggregateEraser<T>(TableServiceClient tables, TimeProvider clock)
    where T : class, IErasable<T>
{
    public const string Action = "PersonalDataErased";

    private const int MaxRows = 100;

    /// <summary>In characters; a transaction holds 4 MiB.</summary>
    private const int MaxText = 1_000_000;

    private readonly TableClient _table = tables.GetTableClient(T.Table);
    private readonly AggregateRows _rows = new(tables.GetTableClient(T.Table));

    /// <summary>
    /// Marks a record that is due, unless it is marked. Its head is erased in the same step, which the journal tells.
    /// </summary>
    /// <returns>What is left to do.</returns>
    public async Task<ErasureStage> BeginAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        var loaded = await _rows.LoadAsync(partition, [], cancellation);
        if (StageOf(loaded, order) is { } stage)
            return stage;
        if (loaded.ChangedAt is null || loaded.Outbox.Count > 0 || !order.Terms.AllowsErasing(RecordOf(id, loaded)))
            return ErasureStage.NotDue;
        try
        {
            await _table.SubmitTransactionAsync(Mark(partition, loaded, order), cancellation);
            return ErasureStage.Begun;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
        {
            // A try of ours that timed out after it was done, or a change: then it is not due any more.
            return StageOf(await _rows.LoadAsync(partition, [], cancellation), order) ?? ErasureStage.NotDue;
        }
    }

    /// <summary>Erases all that lies around the head. Nothing else writes here any more.</summary>
    public async Task SweepAsync(string organisation, string id, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        var (actions, text) = (new List<TableTransactionAction>(), 0);
        var last = Row.LastKey;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {last}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (Swept(row) is not { } action)
                continue;
            text += RowData.Read(action.Entity).Length;
            if (actions.Count == MaxRows || (text > MaxText && actions.Count > 0))
            {
                await _table.SubmitTransactionAsync(actions, cancellation);
                (actions, text) = ([], 0);
            }
            actions.Add(action);
        }
        if (actions.Count > 0)
            await _table.SubmitTransactionAsync(actions, cancellation);
    }

    /// <summary>From here on it is not found among what is due.</summary>
    public async Task EndAsync(string organisation, string id, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        var head = await _table.FindEntityAsync(partition, Row.KeyOf(Row.Head, isOpen: true), cancellation)
            ?? throw new InvalidOperationException($"A {T.Kind} without a head cannot be erased.");
        head.Remove(AggregateColumns.ChangedAt);
        await _table.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace, cancellation);
    }

    public static PersonalRecord RecordOf(string id, LoadedRows loaded)
    {
        var state = T.FromRows(id, loaded.Rows);
        return new PersonalRecord(id, loaded.ChangedAt!.Value, state.IsAtRest, state.IsOfBooks);
    }

    private static ErasureStage? StageOf(LoadedRows loaded, ErasureOrder order) => loaded switch
    {
        { ErasedBy: null } => null,
        { ChangedAt: null } => loaded.ErasedBy == order.Run ? ErasureStage.Done : ErasureStage.DoneByAnother,
        _ => ErasureStage.Begun,
    };

    private IEnumerable<TableTransactionAction> Mark(string partition, LoadedRows loaded, ErasureOrder order)
    {
        var (key, json) = loaded.Rows.Stored(Row.Head)!.Value;
        var head = new TableEntity(partition, key)
        {
            [AggregateColumns.Sequence] = loaded.Sequence + 1,
            [AggregateColumns.ChangedAt] = loaded.ChangedAt,
            [AggregateColumns.ErasedBy] = order.Run,
        };
        RowData.Write(head, PersonalFields.Erase(json, T.Documents.Find(Row.Head)!));
        yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, loaded.HeadETag);

        var now = clock.GetUtcNow();
        // It says nothing of the head's fields: earlier entries will say that they were always erased.
        var entry = new JournalEntry(loaded.Sequence + 1, now, order.Actor, Action, order.Reason, Corrects: null, [], []);
        var row = new TableEntity(partition, AggregateCommit<T>.JournalKeyOf(entry.Sequence))
        {
            [AggregateColumns.Commit] = order.Run,
            [AggregateColumns.At] = now,
        };
        RowData.Write(row, JsonSerializer.Serialize(entry, AggregatesJson.Default.JournalEntry));
        yield return new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    /// <returns>Null where nothing is left to erase.</returns>
    private static TableTransactionAction? Swept(TableEntity row)
    {
        var name = row.RowKey[Row.SettledPrefix.Length..];
        if (row.RowKey.StartsWith(Outbox.RowPrefix, StringComparison.Ordinal))
            return null;
        if (name.StartsWith(IdempotencyRecord.Prefix, StringComparison.Ordinal))
            return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag);
        var json = RowData.Read(row);
        var erased = name.StartsWith(JournalReader.Prefix, StringComparison.Ordinal) ? EraseEntry(json) : EraseDocument(name, json);
        if (erased == json)
            return null;
        RowData.Clear(row);
        RowData.Write(row, erased);
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag);
    }

    private static string EraseEntry(string json)
    {
        var entry = JsonSerializer.Deserialize(json, AggregatesJson.Default.JournalEntry)!;
        if (entry.Action == Action)
            return json;
        var erased = PersonalFields.Erase(entry, T.Documents);
        return ReferenceEquals(erased, entry) ? json : JsonSerializer.Serialize(erased, AggregatesJson.Default.JournalEntry);
    }

    private static string EraseDocument(string name, string json) => PersonalFields.Erase(
        json, T.Documents.Find(name) ?? throw new InvalidOperationException($"Nobody says what is personal in {name} of a {T.Kind}."));
}

internal enum ErasureStage
{
    /// <summary>It changed lately, or something of it is under way.</summary>
    NotDue,

    /// <summary>Marked, by this try or by one that died.</summary>
    Begun,

    Done,

    DoneByAnother,
}
