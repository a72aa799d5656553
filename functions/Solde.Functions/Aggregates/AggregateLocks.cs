namespace Solde.Functions.Aggregates;

/// <summary>
/// Lets the commands of one process on one aggregate wait for each other instead of losing a race at the storage.
/// Only a courtesy: between processes the head row's ETag decides.
/// </summary>
public sealed class AggregateLocks : IDisposable
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> EnterAsync(string partition, CancellationToken cancellation)
    {
        var stripe = _stripes[(uint)partition.GetHashCode(StringComparison.Ordinal) % (uint)_stripes.Length];
        await stripe.WaitAsync(cancellation);
        return new Release(stripe);
    }

    public void Dispose()
    {
        foreach (var stripe in _stripes)
            stripe.Dispose();
    }

    private sealed class Release(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
