namespace Solde.Functions.Accounts;

/// <summary>What the failed tries of an instalment left behind.</summary>
/// <param name="At">When each try by this payment method failed, oldest first: networks count them.</param>
/// <param name="Since">The failure from which the schedule counts its days; null after a move, which begins anew.</param>
/// <param name="NextTryAt">When the schedule tries again; null where it does not.</param>
/// <param name="IsInHand">A person has tried again himself: the schedule leaves it to him.</param>
/// <param name="Dismissed">Nobody need look at it any more, until it fails anew.</param>
internal sealed record InstalmentFailures(
    IReadOnlyList<DateTimeOffset> At,
    DateTimeOffset? Since = null,
    DateTimeOffset? NextTryAt = null,
    bool IsInHand = false,
    Dismissal? Dismissed = null)
{
    /// <summary>More than any network counts.</summary>
    private const int MostKept = 40;

    public static InstalmentFailures After(Instalment instalment, string code, Failing failing)
    {
        var known = instalment.Failures ?? new InstalmentFailures([]);
        var failed = known with
        {
            At = [.. known.At.TakeLast(MostKept - 1), failing.At],
            Since = known.Since ?? failing.At,
            Dismissed = null,
        };
        return failed with
        {
            NextTryAt = failed.IsInHand ? null : failing.Retries.Next(instalment.Method, code, failed, failing.At),
        };
    }

    /// <summary>Nothing else is to be tried meanwhile.</summary>
    public InstalmentFailures Asked() => this with { NextTryAt = null, Dismissed = null };

    /// <summary>Paid, or moved to a new day: like one that never failed, but for what the networks count.</summary>
    public InstalmentFailures Over() => new(At);
}

/// <summary>That a payment failed, when, and by which schedule it is tried again.</summary>
internal sealed record Failing(DateTimeOffset At, RetrySchedule Retries);
