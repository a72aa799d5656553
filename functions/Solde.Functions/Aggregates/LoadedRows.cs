using Azure;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>What was read of an aggregate's partition: its documents, the head's guard, and messages not yet consumed.</summary>
internal sealed class LoadedRows
{
    public RowSet Rows { get; } = new();

    /// <summary>Default where the aggregate does not exist yet.</summary>
    public ETag HeadETag { get; private set; }

    /// <summary>The number of the newest journal entry, 0 before the first.</summary>
    public long Sequence => Rows.Sequence;

    /// <summary>The head as it was read; null where the aggregate does not exist yet.</summary>
    public TableEntity? Head { get; private set; }

    /// <summary>When it last changed. Null where it does not exist, and where what it said of people is erased to the end.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>The order by which what it says of people is erased; null while it is as it was. An erased one changes no more.</summary>
    public string? ErasedBy { get; private set; }

    /// <summary>A settled row that was looked for is not here.</summary>
    public bool IsAnyMissing => Rows.AskedFor.Any(name => Rows.Stored(name) is null);

    public List<OutboxMessage> Outbox { get; } = [];

    public void Add(TableEntity entity)
    {
        if (entity.RowKey.StartsWith(Platform.Messaging.Outbox.RowPrefix, StringComparison.Ordinal))
        {
            Outbox.Add(Platform.Messaging.Outbox.Read(entity));
            return;
        }
        if (entity.RowKey == Row.OpenPrefix + Row.Head)
        {
            Head = entity;
            HeadETag = entity.ETag;
            Rows.Sequence = entity.GetInt64(AggregateColumns.Sequence) ?? 0;
            ChangedAt = entity.GetDateTimeOffset(AggregateColumns.ChangedAt);
            ErasedBy = entity.GetString(AggregateColumns.ErasedBy);
        }
        Rows.Add(entity.RowKey, RowData.Read(entity));
    }

    /// <summary>What a commit made of it, without reading it again. It may change documents, and not remove any.</summary>
    public void Advance(long sequence, ETag? headETag, IEnumerable<(string Key, string Json)> documents)
    {
        Rows.Sequence = sequence;
        // With the old one the next commit is refused, and everything is read again.
        HeadETag = headETag ?? HeadETag;
        foreach (var (key, json) in documents)
            Rows.Add(key, json);
    }
}

internal static class AggregateColumns
{
    public const string Sequence = "Sequence";
    public const string Commit = "Commit";

    /// <summary>Of the head: what has not changed for years is looked for over all aggregates of an organisation.</summary>
    public const string ChangedAt = "ChangedAt";

    /// <summary>Of the head of an aggregate that is erased, or being erased.</summary>
    public const string ErasedBy = "ErasedBy";

    /// <summary>When a journal entry was booked: reports look for it over all aggregates of an organisation.</summary>
    public const string At = "At";
}
