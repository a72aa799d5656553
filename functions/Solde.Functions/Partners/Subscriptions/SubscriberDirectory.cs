using System.Collections.Concurrent;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Partners;

/// <summary>
/// Who listens is asked with every event and changes seldom, so it is kept for a short while: a subscription made by another process may
/// miss the events of its first seconds. Whether to send, and where, is read anew for each attempt.
/// </summary>
internal sealed class SubscriberDirectory(AggregateStore<Subscribers> subscribers, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, Subscribers Subscribers)> _kept = new(StringComparer.Ordinal);

    public async Task<Subscribers> FindAsync(string organisation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(organisation, out var kept) && now - kept.ReadAt < Freshness && now >= kept.ReadAt)
            return kept.Subscribers;
        var read = await subscribers.ReadAsync(organisation, organisation, cancellation);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[organisation] = (now, read);
        return read;
    }

    /// <summary>After a change made here, so that this process sees it at once.</summary>
    public void Forget(string organisation) => _kept.TryRemove(organisation, out _);
}
