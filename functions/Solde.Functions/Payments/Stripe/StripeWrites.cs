using System.Threading.RateLimiting;

namespace Solde.Functions.Payments.Stripe;

/// <summary>
/// The one gate of this process through which calls go that write at the provider: so many a second, the oldest first. Who comes faster
/// waits and is not refused; what the provider counts over all processes it says itself, with a 429.
/// </summary>
internal sealed class StripeWrites(StripeSettings settings) : IDisposable
{
    private readonly TokenBucketRateLimiter _limiter = new(new TokenBucketRateLimiterOptions
    {
        // A tenth of a second's calls may go at once after a rest: a burst of a whole second would be twice the rate in it.
        TokenLimit = Math.Max(1, settings.WritesPerSecond / 10),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / settings.WritesPerSecond,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public RateLimiterStatistics Statistics => _limiter.GetStatistics()!;

    public async Task EnterAsync(CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        // The queue has no end: only a process that stops turns somebody away.
        ObjectDisposedException.ThrowIf(!lease.IsAcquired, this);
    }

    public void Dispose() => _limiter.Dispose();
}
