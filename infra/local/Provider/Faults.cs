using System.Text.Json.Serialization;

namespace Solde.Local.Provider;

internal enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/> and does nothing.</summary>
    Status,

    /// <summary>Executes after a pause, the idempotency key being in use meanwhile.</summary>
    Slow,

    /// <summary>Closes the connection and does nothing.</summary>
    DropBefore,

    /// <summary>Does everything, keeps it, and closes the connection: what the caller sees as a time-out.</summary>
    DropAfter,

    /// <summary>Delivers each event of the call a second time after a 2xx.</summary>
    DuplicateEvents,
}

/// <summary>Trouble for the calls that match, from the <see cref="Nth"/> match on, <see cref="Times"/> times.</summary>
internal sealed record Fault
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required FaultKind Kind { get; init; }

    /// <summary>Null matches every method.</summary>
    public string? Method { get; init; }

    public string PathPrefix { get; init; } = "/v1/";

    public int Nth { get; init; } = 1;

    public int Times { get; init; } = 1;

    public int Status { get; init; } = 500;

    /// <summary>Sent as <c>Stripe-Should-Retry</c>; null sends no such header.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>Sent as <c>Retry-After</c> with a status.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Saves the status under the idempotency key, as the provider does once it began to execute: a retry gets it again.</summary>
    public bool SavedUnderKey { get; init; }

    public int DelayMilliseconds { get; init; }

    /// <summary>For tests in this process: pauses until this completes, so that no test has to guess a time.</summary>
    [JsonIgnore]
    public Task? Until { get; init; }

    /// <summary>Completes when a call has begun its pause.</summary>
    [JsonIgnore]
    public Task Reached => reached.Task;

    public bool Matches(string method, string path) =>
        (Method is null || Method == method) && path.StartsWith(PathPrefix, StringComparison.Ordinal);

    public async Task PauseAsync()
    {
        if (Kind != FaultKind.Slow)
            return;
        reached.TrySetResult();
        await Task.Delay(DelayMilliseconds);
        await (Until ?? Task.CompletedTask);
    }
}

/// <summary>The faults that wait for their calls. The oldest rule that is due takes a call; every rule counts what it matches.</summary>
internal sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<Waiting> rules = [];

    public void Add(Fault fault)
    {
        lock (gate)
            rules.Add(new Waiting(fault));
    }

    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    public Fault? Take(string method, string path)
    {
        lock (gate)
        {
            Fault? taken = null;
            foreach (var rule in rules.Where(rule => rule.Fault.Matches(method, path)))
            {
                rule.Matched++;
                if (taken is not null || rule.Matched < rule.Fault.Nth)
                    continue;
                taken = rule.Fault;
                rule.Taken++;
            }

            rules.RemoveAll(rule => rule.Taken >= rule.Fault.Times);
            return taken;
        }
    }

    private sealed class Waiting(Fault fault)
    {
        public Fault Fault => fault;

        public int Matched { get; set; }

        public int Taken { get; set; }
    }
}
