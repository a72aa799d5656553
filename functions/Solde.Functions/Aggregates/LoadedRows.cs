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
            HeadETag = entity.ETag;
            Rows.Sequence = entity.GetInt64(AggregateColumns.Sequence) ?? 0;
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

    /// <summary>When a journal entry was booked: reports look for it over all aggregates of an organisation.</summary>
    public const string At = "At";
}
