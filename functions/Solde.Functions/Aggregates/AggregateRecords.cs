using System.Runtime.CompilerServices;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>Aggregates of one kind as records of people. What an area keeps of one outside its partition is named by overriding.</summary>
internal abstract class AggregateRecords<T>(TableServiceClient tables, TimeProvider clock) : IPersonalRecords
    where T : class, IErasable<T>
{
    private readonly TableClient _table = tables.GetTableClient(T.Table);
    private readonly AggregateRows _rows = new(tables.GetTableClient(T.Table));
    private readonly AggregateEraser<T> _eraser = new(tables, clock);

    public abstract string Kind { get; }

    public virtual string? GoesWith => null;

    public async IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (range, end) = PartitionKey.RangeOf(organisation, T.Kind);
        var (from, head) = (range + after, Row.KeyOf(Row.Head, isOpen: true));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {from} and PartitionKey lt {end} and RowKey eq {head} and ChangedAt lt {before}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (await FindAsync(organisation, row.PartitionKey[range.Length..], cancellation) is { } record)
                yield return record;
        }
    }

    public async Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation)
    {
        var loaded = await _rows.LoadAsync(PartitionKey.Of(organisation, T.Kind, id), [], cancellation);
        if (loaded.ChangedAt is null || !await MayGoAsync(organisation, id, cancellation))
            return null;
        var record = AggregateEraser<T>.RecordOf(id, loaded);
        return record with { IsAtRest = record.IsAtRest && !await IsWaitedForAsync(organisation, id, cancellation) };
    }

    public async Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        if (!await MayGoAsync(organisation, id, cancellation))
            return false;
        var stage = await _eraser.BeginAsync(organisation, id, order, () => IsWaitedForAsync(organisation, id, cancellation), cancellation);
        if (stage != ErasureStage.Begun)
            return stage == ErasureStage.Done;
        await ForgetAsync(organisation, id, cancellation);
        await _eraser.SweepAsync(organisation, id, cancellation);
        await ShowAsync(organisation, id, cancellation);
        await _eraser.EndAsync(organisation, id, cancellation);
        return true;
    }

    /// <summary>Whether what it goes with is erased, where it goes with something.</summary>
    protected virtual Task<bool> MayGoAsync(string organisation, string id, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>
    /// Whether something waits for it that lies elsewhere. Not asked of what is marked already: nothing new comes to wait for that.
    /// </summary>
    protected virtual Task<bool> IsWaitedForAsync(string organisation, string id, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>
    /// Takes away what lies elsewhere and only the aggregate tells of: its head is erased by now, settled documents and journal are not yet. It may
    /// be called again.
    /// </summary>
    protected virtual Task ForgetAsync(string organisation, string id, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Makes lists and indexes again from what is left. It may be called again.</summary>
    protected virtual Task ShowAsync(string organisation, string id, CancellationToken cancellation) => Task.CompletedTask;
}
