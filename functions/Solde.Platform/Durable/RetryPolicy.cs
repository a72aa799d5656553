namespace Solde.Platform.Durable;

/// <summary>How often and when a failed activity or sub-orchestration is called again. The waits are durable timers.</summary>
public sealed class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">The first call counts.</param>
    /// <param name="backoffCoefficient">Each wait is the one before times this.</param>
    /// <param name="maxRetryInterval">No wait is longer; null: no limit.</param>
    /// <param name="retryTimeout">No attempt begins later than this after the first; null: no limit.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        if (maxRetryInterval is { } longest)
            ArgumentOutOfRangeException.ThrowIfLessThan(longest, firstRetryInterval, nameof(maxRetryInterval));
        if (retryTimeout is { } timeout)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval;
        RetryTimeout = retryTimeout;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan? MaxRetryInterval { get; }

    public TimeSpan? RetryTimeout { get; }

    /// <summary>Null: no further attempt.</summary>
    /// <param name="attempts">How many were made.</param>
    internal TimeSpan? WaitAfter(int attempts, TimeSpan sinceFirst)
    {
        if (attempts >= MaxNumberOfAttempts)
            return null;
        // Minutes rather than ticks, and a ceiling: a coefficient may grow past what a TimeSpan holds.
        var ceiling = MaxRetryInterval ?? TimeSpan.FromDays(365);
        var minutes = FirstRetryInterval.TotalMinutes * Math.Pow(BackoffCoefficient, attempts - 1);
        var wait = minutes < ceiling.TotalMinutes ? TimeSpan.FromMinutes(minutes) : ceiling;
        return RetryTimeout is { } timeout && sinceFirst + wait > timeout ? null : wait;
    }
}
