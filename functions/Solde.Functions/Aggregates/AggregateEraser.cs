using Azure;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Erases what an aggregate says of people, in its documents and in its journal alike: the one exception to a journal that is never edited, made
/// because the law asks for it (<see cref="RowErasing"/>).
/// </summary>
internal sealed class AggregateEraser<T>(TableServiceClient tables, TimeProvider clock)
    where T : class, IErasable<T>
{
    private readonly TableClient _table = tables.GetTableClient(T.Table);
    private readonly AggregateRows _rows = new(tables.GetTableClient(T.Table));

    /// <summary>Marks a record that is due, unless it is marked.</summary>
    /// <param name="isWaitedFor">Whether something that lies elsewhere waits for it; asked of what is due otherwise.</param>
    /// <returns>What is left to do.</returns>
    public async Task<ErasureStage> BeginAsync(
        string organisation, string id, ErasureOrder order, Func<Task<bool>> isWaitedFor, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        var loaded = await _rows.LoadAsync(partition, [], cancellation);
        if (StageOf(loaded, order) is { } stage)
            return stage;
        if (loaded.ChangedAt is null || loaded.Outbox.Count > 0 || !order.Terms.AllowsErasing(RecordOf(id, loaded)) || await isWaitedFor())
            return ErasureStage.NotDue;
        try
        {
            await _table.MarkAsync(
                loaded.Head!, T.Documents.Find(Row.Head)!, AggregateCommit<T>.JournalKeyOf, order, clock.GetUtcNow(), cancellation);
            return ErasureStage.Begun;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
        {
            // A try of ours that timed out after it was done, or a change: then it is not due any more.
            return StageOf(await _rows.LoadAsync(partition, [], cancellation), order) ?? ErasureStage.NotDue;
        }
    }

    /// <summary>Erases all that lies around the head. Nothing else writes here any more.</summary>
    public Task SweepAsync(string organisation, string id, CancellationToken cancellation)
    {
        var (partition, last) = (PartitionKey.Of(organisation, T.Kind, id), Row.LastKey);
        return _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {last}"), Swept, cancellation);
    }

    /// <summary>From here on it is not found among what is due.</summary>
    public Task EndAsync(string organisation, string id, CancellationToken cancellation) => _table.EndErasingAsync(
        PartitionKey.Of(organisation, T.Kind, id), Row.KeyOf(Row.Head, isOpen: true), cancellation);

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

    /// <returns>Null where nothing is left to erase.</returns>
    private static TableTransactionAction? Swept(TableEntity row)
    {
        if (row.RowKey.StartsWith(Outbox.RowPrefix, StringComparison.Ordinal))
            return null;
        var name = row.RowKey[Row.SettledPrefix.Length..];
        if (name.StartsWith(IdempotencyRecord.Prefix, StringComparison.Ordinal))
            return row.Without();
        var json = RowData.Read(row);
        return row.With(name.StartsWith(JournalReader.Prefix, StringComparison.Ordinal)
            ? PersonalFields.EraseEntry(json, T.Documents)
            : PersonalFields.Erase(
                json, T.Documents.Find(name) ?? throw new InvalidOperationException($"Nobody says what is personal in {name} of a {T.Kind}.")));
    }
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
