using System.Collections.Concurrent;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Organisations;

/// <summary>What other areas may know of an organisation.</summary>
internal interface IOrganisationDirectory
{
    /// <summary>The organisation as it stood at most <see cref="OrganisationDirectory.Freshness"/> ago; null where there is none.</summary>
    Task<Organisation?> FindAsync(string organisation, CancellationToken cancellation);

    /// <summary>The ids of all organisations, a page of the storage at a time.</summary>
    IAsyncEnumerable<string> AllAsync(CancellationToken cancellation);
}

/// <summary>
/// Settings and keys are read on every call and change seldom, so they are kept for a short while: a key revoked by
/// another process still opens the door for that long.
/// </summary>
internal sealed class OrganisationDirectory(
    AggregateStore<Organisation> organisations, TableServiceClient tables, TimeProvider clock) : IOrganisationDirectory
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, Organisation Organisation)> _kept = new(StringComparer.Ordinal);

    public async Task<Organisation?> FindAsync(string organisation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(organisation, out var kept) && now - kept.ReadAt < Freshness && now >= kept.ReadAt)
            return kept.Organisation;

        var read = await organisations.ReadAsync(organisation, organisation, cancellation);
        if (!read.Exists)
            return null;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[organisation] = (now, read);
        return read;
    }

    public IAsyncEnumerable<string> AllAsync(CancellationToken cancellation)
    {
        var head = Row.KeyOf(Row.Head, isOpen: true);
        return tables.GetTableClient(Organisation.Table)
            .QueryAsync(TableClient.CreateQueryFilter($"RowKey eq {head}"), cancellationToken: cancellation)
            .Select(row => PartitionKey.IdOf(row.PartitionKey));
    }

    /// <summary>After a change made here, so that this process sees it at once.</summary>
    public void Forget(string organisation) => _kept.TryRemove(organisation, out _);
}
