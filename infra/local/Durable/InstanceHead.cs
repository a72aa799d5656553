using Azure;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>An instance as its status shows it, and what its first turn needs.</summary>
internal sealed record InstanceHead
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Another one for each start and each continue-as-new: a result that names an older one comes too late.</summary>
    public required string ExecutionId { get; init; }

    public OrchestrationStatus Status { get; init; } = OrchestrationStatus.Pending;

    /// <summary>How many turns of this execution are in the history.</summary>
    public int Turns { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>Events that the execution before this one has not taken.</summary>
    public IReadOnlyList<HistoryEvent> Carryover { get; init; } = [];

    /// <summary>Null unless another instance started this one.</summary>
    public ParentInstanceInfo? Parent { get; init; }

    /// <summary>What it was started in; null where nothing was traced. It stays the same as long as it lives.</summary>
    public string? TraceParent { get; init; }

    public ETag ETag { get; init; }

    public bool HasEnded => IsEnd(Status);

    public static bool IsEnd(OrchestrationStatus status) =>
        status is OrchestrationStatus.Completed
            or OrchestrationStatus.Failed
            or OrchestrationStatus.Canceled
            or OrchestrationStatus.Terminated;

    public static string NewExecutionId() => Guid.NewGuid().ToString("N");

    /// <summary>The event that the first turn begins with.</summary>
    public HistoryEvent Started()
    {
        var started = new ExecutionStartedEvent
        {
            Name = Name,
            Version = Version,
            Input = Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = InstanceId, ExecutionId = ExecutionId },
            ParentInstance = Parent,
            ParentTraceContext = TraceParent is null ? null : new TraceContext { TraceParent = TraceParent },
        };
        return HistoryEvents.New(Updated, new HistoryEvent { ExecutionStarted = started });
    }
}
