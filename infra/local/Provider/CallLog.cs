using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>One call of the provider's API as it was answered. A status of 0: the connection was dropped.</summary>
internal sealed record LoggedCall(string RequestId, string Method, string Path, JsonObject? Parameters, string? IdempotencyKey)
{
    public int Status { get; init; }

    public bool Replayed { get; init; }

    public FaultKind? Fault { get; init; }
}

/// <summary>The last calls, oldest first; not kept over a restart.</summary>
internal sealed class CallLog
{
    private const int Capacity = 10_000;

    private readonly ConcurrentQueue<LoggedCall> calls = new();

    public IReadOnlyList<LoggedCall> All => [.. calls];

    public void Add(LoggedCall call)
    {
        calls.Enqueue(call);
        while (calls.Count > Capacity)
            calls.TryDequeue(out _);
    }
}
