using Microsoft.Extensions.Logging;

namespace Solde.Platform.Durable;

/// <summary>
/// What an orchestrator may use. Its code runs again from the beginning at each turn, so whatever it decides on must
/// come from here: the time, new ids, results, events. It may await only what this context gave it.
/// </summary>
public abstract class TaskOrchestrationContext
{
    /// <summary>The orchestrator's declared name.</summary>
    public abstract string Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>Null unless another orchestration called this one.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>When this turn began: the same at every replay. It stands still between two awaits.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while the code goes through what it did in earlier turns.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Runs an activity, at least once. What fails for good is a <see cref="TaskFailedException"/>.</summary>
    /// <param name="input">Its type must be known to the orchestrator's JSON resolver.</param>
    public abstract Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    public abstract Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null);

    /// <param name="options">A <see cref="SubOrchestrationOptions"/> names the instance; otherwise its id is derived from this one's.</param>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null);

    public abstract Task CallSubOrchestratorAsync(string name, object? input = null, TaskOptions? options = null);

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime + delay, cancellationToken);

    /// <summary>Any time ahead: what the storage cannot hold in one timer becomes a chain of them.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// The oldest event of that name that nobody took, or the next to come. A wait that is cancelled takes none.
    /// Upper and lower case are alike in event names.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string name, CancellationToken cancellationToken = default);

    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    public abstract Task<T> WaitForExternalEvent<T>(string name, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to another instance. It is lost where that instance is not there or has ended.</summary>
    public abstract void SendEvent(string instanceId, string name, object payload);

    /// <summary>Shown by the client beside the instance's status.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Once the orchestrator returns, it begins anew with this input and an empty history.</summary>
    /// <param name="preserveUnprocessedEvents">Events that nobody took go along.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>The same at every replay (a name-based UUID, version 5).</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during replay.</summary>
    public abstract ILogger CreateReplaySafeLogger(string category);
}

/// <summary>The orchestration that called this one.</summary>
public sealed record ParentOrchestrationInstance(string Name, string InstanceId);
