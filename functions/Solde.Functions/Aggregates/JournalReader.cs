using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>Reads an aggregate's journal in either direction. Its numbers have no gaps, so a page is a range of keys.</summary>
public sealed class JournalReader(TableServiceClient tables)
{
    internal const string Prefix = "journal|";

    private const long LastNumber = 999_999_999_999;

    /// <param name="after">The number to go on after, null to begin with the first (or newest).</param>
    public async Task<IReadOnlyList<JournalEntry>> PageAsync<T>(
        string organisation, string id, long? after, int limit, bool newestFirst, CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        long from, to;
        if (newestFirst)
        {
            to = after is null ? await NewestIn<T>(partition, cancellation) : after.Value - 1;
            from = Math.Max(1, to - limit + 1);
        }
        else
        {
            from = (after ?? 0) + 1;
            to = from + limit - 1;
        }

        var entries = new List<JournalEntry>();
        if (to >= from)
        {
            await foreach (var entry in RangeAsync<T>(partition, from, to, cancellation))
                entries.Add(entry);
        }
        if (newestFirst)
            entries.Reverse();
        return entries;
    }

    /// <summary>All entries, oldest first, a page of the storage at a time.</summary>
    public IAsyncEnumerable<JournalEntry> AllAsync<T>(string organisation, string id, CancellationToken cancellation)
        where T : class, IAggregate<T> => AfterAsync<T>(organisation, id, 0, cancellation);

    /// <summary>The entries behind one, oldest first, a page of the storage at a time.</summary>
    public IAsyncEnumerable<JournalEntry> AfterAsync<T>(string organisation, string id, long sequence, CancellationToken cancellation)
        where T : class, IAggregate<T> => RangeAsync<T>(PartitionKey.Of(organisation, T.Kind, id), sequence + 1, LastNumber, cancellation);

    /// <summary>The aggregate as its journal tells it up to a moment; with no entry before that, one that does not exist.</summary>
    public async Task<T> StateAtAsync<T>(string organisation, string id, DateTimeOffset before, CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var replay = new JournalReplay<T>();
        await foreach (var entry in AllAsync<T>(organisation, id, cancellation).TakeWhile(entry => entry.At < before))
            replay.Apply(entry);
        return replay.StateOf(id);
    }

    /// <summary>Every text that something of an aggregate's head ever had.</summary>
    /// <param name="path">Where it stands: other changes need not be looked at.</param>
    internal async Task<IReadOnlySet<string>> EveryAsync<T>(
        string organisation, string id, string path, Func<T, IEnumerable<string>> texts, CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var (replay, found) = (new JournalReplay<T>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        await foreach (var entry in AllAsync<T>(organisation, id, cancellation))
        {
            replay.Apply(entry);
            if (entry.Changes.Any(change => change.Path == Row.Head || change.Path.StartsWith(path, StringComparison.Ordinal)))
                found.UnionWith(texts(replay.StateOf(id)));
        }
        return found;
    }

    /// <summary>Recomputes what the whole journal comes to, a page of the storage at a time.</summary>
    public async Task<JournalSums> SumAsync<T>(string organisation, string id, CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var sums = new JournalSums();
        await foreach (var json in TextsAsync<T>(PartitionKey.Of(organisation, T.Kind, id), 1, LastNumber, cancellation))
            sums.Add(json);
        return sums;
    }

    /// <summary>The number of the newest entry, 0 before the first. It rises with every change of the aggregate.</summary>
    public Task<long> NewestAsync<T>(string organisation, string id, CancellationToken cancellation)
        where T : class, IAggregate<T> => NewestIn<T>(PartitionKey.Of(organisation, T.Kind, id), cancellation);

    /// <summary>
    /// The entries of all aggregates of a kind of one organisation that were booked in a span of time, in one query, a page of
    /// the storage at a time: by aggregate, each oldest first.
    /// </summary>
    /// <param name="from">That instant included; null for the beginning.</param>
    /// <param name="before">That instant not included.</param>
    public IAsyncEnumerable<JournalEntry> BookedAsync<T>(
        string organisation, DateTimeOffset? from, DateTimeOffset before, CancellationToken cancellation)
        where T : class, IAggregate<T> => BookedByAsync<T>(organisation, from, before, cancellation).Select(booked => booked.Entry);

    /// <summary>The same, each with the id of its aggregate.</summary>
    public async IAsyncEnumerable<(string Id, JournalEntry Entry)> BookedByAsync<T>(
        string organisation, DateTimeOffset? from, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var (after, end) = PartitionKey.RangeOf(organisation, T.Kind);
        var first = Row.SettledPrefix + Prefix;
        var last = Row.SettledPrefix + Prefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {after} and PartitionKey lt {end} and RowKey gt {first} and RowKey lt {last} and At lt {before}");
        if (from is { } start)
            filter += " and " + TableClient.CreateQueryFilter($"At ge {start}");
        await foreach (var entity in tables.GetTableClient(T.Table).QueryAsync(filter, cancellationToken: cancellation))
        {
            yield return (
                PartitionKey.IdOf(entity.PartitionKey),
                JsonSerializer.Deserialize(RowData.Read(entity), AggregatesJson.Default.JournalEntry)!);
        }
    }

    private IAsyncEnumerable<JournalEntry> RangeAsync<T>(string partition, long from, long to, CancellationToken cancellation)
        where T : class, IAggregate<T> =>
        TextsAsync<T>(partition, from, to, cancellation)
            .Select(json => JsonSerializer.Deserialize(json, AggregatesJson.Default.JournalEntry)!);

    private async IAsyncEnumerable<string> TextsAsync<T>(
        string partition, long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var first = AggregateCommit<T>.JournalKeyOf(from);
        var last = AggregateCommit<T>.JournalKeyOf(to);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        await foreach (var entity in tables.GetTableClient(T.Table).QueryAsync(filter, cancellationToken: cancellation))
            yield return RowData.Read(entity);
    }

    private async Task<long> NewestIn<T>(string partition, CancellationToken cancellation)
        where T : class, IAggregate<T>
    {
        var head = await tables.GetTableClient(T.Table).FindEntityAsync(partition, Row.OpenPrefix + Row.Head, cancellation);
        return head?.GetInt64(AggregateColumns.Sequence) ?? 0;
    }
}
