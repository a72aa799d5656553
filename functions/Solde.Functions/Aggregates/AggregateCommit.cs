using System.Text.Json;
using Azure;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>One change as a transaction: rows that differ, the head with its guard, journal, idempotency record, outbox.</summary>
internal sealed class AggregateCommit<T>
    where T : class, IAggregate<T>
{
    private readonly List<FieldChange> _changes = [];
    private readonly string _table = T.Table;
    private int _announced;

    public AggregateCommit(string partition, LoadedRows loaded, T before, Decision<T>.Changed changed, Command command, DateTimeOffset now)
    {
        Partition = partition;
        Answer = changed.Answer;
        var sequence = loaded.Sequence + 1;
        JournalKey = JournalKeyOf(sequence);

        AddRows(loaded, before, changed.After, sequence, now);
        AddJournal(changed.Note, command, sequence, now);
        if (command.IdempotencyKey is not null)
            AddIdempotencyRecord(command, changed.Answer, now);
        foreach (var announcement in changed.Announcements.Concat(T.Follow(command.Organisation, sequence, before, changed.After)))
            AddMessage(announcement, now);
    }

    /// <summary>Tells this transaction's journal row from another's with the same number.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public string Partition { get; }

    public string JournalKey { get; }

    public Answer Answer { get; }

    public List<TableTransactionAction> Actions { get; } = [];

    /// <summary>The documents that it writes, by row key.</summary>
    public List<(string Key, string Json)> Documents { get; } = [];

    /// <summary>The head's, once it is committed; null where that was found out by the journal alone.</summary>
    public ETag? HeadETag { get; set; }

    public int HeadAction { get; private set; }

    public List<(string Queue, string Text)> Messages { get; } = [];

    internal static string JournalKeyOf(long sequence) => Row.SettledPrefix + JournalReader.Prefix + sequence.ToString("D12");

    private void AddRows(LoadedRows loaded, T before, T after, long sequence, DateTimeOffset now)
    {
        var old = before.Exists ? before.Rows().ToDictionary(row => row.Name, StringComparer.Ordinal) : [];
        Row? head = null;
        foreach (var row in after.Rows())
        {
            if (row.Name == Row.Head)
                head = row;
            old.Remove(row.Name, out var was);
            if (was is not null && ReferenceEquals(was.Document, row.Document) && row.Name != Row.Head)
                continue;
            var json = JsonSerializer.Serialize(row.Document, row.Type);
            var stored = loaded.Rows.Stored(row.Name);
            if (row.Name != Row.Head && stored?.Json == json && stored?.Key == row.Key)
                continue;
            _changes.AddRange(JsonDiff.Compare(row.Name, stored?.Json, json));
            Add(row, json, stored?.Key, loaded.HeadETag, sequence, now);
        }
        if (head is null)
            throw new InvalidOperationException($"A {T.Kind} without a head cannot be kept.");
        foreach (var gone in old.Values)
        {
            _changes.AddRange(JsonDiff.Compare(gone.Name, loaded.Rows.Stored(gone.Name)?.Json, null));
            Actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Partition, gone.Key), ETag.All));
        }
    }

    private void Add(Row row, string json, string? storedKey, ETag headETag, long sequence, DateTimeOffset now)
    {
        var entity = new TableEntity(Partition, row.Key);
        RowData.Write(entity, json);
        Documents.Add((row.Key, json));
        if (row.Name == Row.Head)
        {
            HeadAction = Actions.Count;
            entity[AggregateColumns.Sequence] = sequence;
            entity[AggregateColumns.ChangedAt] = now;
            Actions.Add(storedKey is null
                ? new TableTransactionAction(TableTransactionActionType.Add, entity)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, headETag));
            return;
        }
        // The head's ETag guards the whole partition, so the other rows need none of their own.
        Actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity));
        if (storedKey is not null && storedKey != row.Key)
            Actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Partition, storedKey), ETag.All));
    }

    private void AddJournal(JournalNote note, Command command, long sequence, DateTimeOffset now)
    {
        if (!Postings.AreBalanced(note.Postings))
            throw new InvalidOperationException($"The postings of {note.Action} do not balance.");
        var entry = new JournalEntry(sequence, now, command.Actor, note.Action, note.Reason, note.Corrects, note.Postings, _changes);
        var entity = new TableEntity(Partition, JournalKey) { [AggregateColumns.Commit] = Id, [AggregateColumns.At] = now };
        RowData.Write(entity, JsonSerializer.Serialize(entry, AggregatesJson.Default.JournalEntry));
        Actions.Add(new TableTransactionAction(TableTransactionActionType.Add, entity));
    }

    private void AddIdempotencyRecord(Command command, Answer answer, DateTimeOffset now)
    {
        var entity = new TableEntity(Partition, IdempotencyRecord.KeyOf(command.IdempotencyKey!)) { ["At"] = now };
        RowData.Write(entity, IdempotencyRecord.Of(command, answer));
        Actions.Add(new TableTransactionAction(TableTransactionActionType.Add, entity));
    }

    private void AddMessage(Announcement announcement, DateTimeOffset now)
    {
        var id = $"{Id}-{_announced++}";
        var envelope = announcement.Seal(id, now, Outbox.Address(_table, Partition, id));
        Actions.Add(new TableTransactionAction(TableTransactionActionType.Add, Outbox.Row(Partition, announcement.Queue, envelope)));
        if (!announcement.IsDeferred)
            Messages.Add((announcement.Queue, envelope.ToText()));
    }
}
