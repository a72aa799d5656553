using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>
/// Durable orchestrations on Azure Tables, in the place of the Durable Task extension: it calls orchestrators and activities
/// and keeps what they answer. Either its loop runs (<see cref="RunAsync"/>), or a test drives it (<see cref="RunUntilIdleAsync"/>).
/// One hub at a time works on a table; the next one goes on where it was.
/// </summary>
internal sealed class TaskHub(TaskHubOptions options) : IDisposable
{
    private readonly HubContext hub = new(options);
    private readonly SemaphoreSlim starting = new(1);
    private readonly SemaphoreSlim driving = new(1);
    private volatile bool isReady;

    public TaskHubOptions Options => options;

    /// <summary>When the next timer is due, also one whose instance may not care any more; null when there is none.</summary>
    public DateTimeOffset? NextTimer => hub.Timers.Next;

    /// <summary>Nothing is under way, and nothing is due now.</summary>
    public bool IsIdle => !hub.Timers.AnyDue && hub.Work.IsIdle;

    /// <summary>Makes the table, and takes up what has not ended. Everything else here does it first by itself.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken = default)
    {
        if (isReady) return;
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (isReady) return;
            await hub.Table.CreateIfNotExistsAsync(cancellationToken);
            var unfinished = await hub.Table.UnfinishedAsync(cancellationToken);
            var withOutgoing = await hub.Table.WithOutgoingAsync(cancellationToken);
            foreach (var id in unfinished.Union(withOutgoing)) await TakeUpAsync(id, cancellationToken);
            isReady = true;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Does everything that is due at the clock's now, one after another, and returns.</summary>
    /// <exception cref="Exception">What the storage or the functions threw: what failed is begun again by the next call.</exception>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        await driving.WaitAsync(cancellationToken);
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                hub.Timers.FireDue();
            }
            while (await hub.Work.RunOneAsync(cancellationToken));
        }
        finally
        {
            driving.Release();
        }
    }

    /// <summary>Works as things come up, several at once, until <paramref name="stopTaking"/>; ends with the last call under way.</summary>
    /// <param name="stopTaking">No call begins after it.</param>
    /// <param name="giveUp">Until then calls under way may take.</param>
    public async Task RunAsync(CancellationToken stopTaking, CancellationToken giveUp)
    {
        await ReadyAsync(stopTaking);
        await Task.WhenAll(
            hub.Work.RunAsync(options.MaxConcurrentTurns, options.MaxConcurrentActivities, stopTaking, giveUp),
            hub.Timers.RunAsync(stopTaking));
    }

    /// <param name="name">An orchestrator that the app has.</param>
    /// <param name="instanceId">A valid one; one that has ended is replaced.</param>
    /// <param name="input">JSON, or null.</param>
    /// <param name="traceParent">The trace that it goes on in; null when nothing is traced.</param>
    /// <param name="cancellationToken">Does not undo a start.</param>
    /// <returns>False when an instance with this id has not ended.</returns>
    public async Task<bool> StartAsync(
        string name, string instanceId, string? input, string? traceParent = null, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        var start = new ExecutionStartedEvent
        {
            Name = name,
            Input = input,
            OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = InstanceHead.NewExecutionId() },
            ParentTraceContext = traceParent is null ? null : new() { TraceParent = traceParent },
        };
        return await new StartInstance(hub, start).RunAsync(cancellationToken) == StartOutcome.Started;
    }

    /// <param name="instanceId">The instance.</param>
    /// <param name="name">Without regard to case.</param>
    /// <param name="input">JSON, or null.</param>
    /// <param name="cancellationToken">Does not undo it.</param>
    public Task<SendOutcome> RaiseEventAsync(
        string instanceId, string name, string? input, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { EventRaised = new() { Name = name, Input = input } }, cancellationToken);

    /// <param name="instanceId">The instance.</param>
    /// <param name="reason">Becomes its output.</param>
    /// <param name="recurse">Its sub-orchestrations as well.</param>
    /// <param name="cancellationToken">Does not undo it.</param>
    public Task<SendOutcome> TerminateAsync(
        string instanceId, string? reason, bool recurse = false, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { ExecutionTerminated = new() { Input = reason, Recurse = recurse } }, cancellationToken);

    public Task<SendOutcome> SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { ExecutionSuspended = new() { Input = reason } }, cancellationToken);

    public Task<SendOutcome> ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken = default) =>
        SendAsync(instanceId, new HistoryEvent { ExecutionResumed = new() { Input = reason } }, cancellationToken);

    /// <summary>Null when there is no such instance.</summary>
    public async Task<InstanceHead?> FindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (InstanceId.WhyRefused(instanceId) is not null) return null;
        await ReadyAsync(cancellationToken);
        return await hub.Table.FindHeadAsync(instanceId, cancellationToken);
    }

    /// <summary>The events of the execution that runs, or ran last; empty when there is no such instance.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        return (await hub.Table.LoadAsync(instanceId, cancellationToken))?.History ?? [];
    }

    /// <summary>See <see cref="ListInstances"/>.</summary>
    public async Task<(IReadOnlyList<InstanceHead> Instances, string? Continuation)> ListAsync(
        InstanceFilter filter, int top = 100, string? continuation = null, CancellationToken cancellationToken = default)
    {
        await ReadyAsync(cancellationToken);
        return await new ListInstances(hub).RunAsync(filter, top, continuation, cancellationToken);
    }

    /// <summary>False when there is no such instance, or it has not ended.</summary>
    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (InstanceId.WhyRefused(instanceId) is not null) return false;
        await ReadyAsync(cancellationToken);
        return await new PurgeInstance(hub, instanceId).RunAsync(cancellationToken);
    }

    public void Dispose()
    {
        hub.Dispose();
        starting.Dispose();
        driving.Dispose();
    }

    private async Task<SendOutcome> SendAsync(string instanceId, HistoryEvent content, CancellationToken cancellationToken)
    {
        if (InstanceId.WhyRefused(instanceId) is not null) return SendOutcome.NoSuchInstance;
        await ReadyAsync(cancellationToken);
        var message = new PendingMessage(HistoryEvents.New(hub.Now, content), executionId: null, marker: null);
        return await new SendMessage(hub, instanceId).RunAsync(message, cancellationToken);
    }

    private Task<bool> TakeUpAsync(string instanceId, CancellationToken cancellationToken) => hub.Registry.UseAsync(
        instanceId,
        async instance =>
        {
            if (!instance.IsLoaded) await hub.Registry.LoadWholeAsync(instance, cancellationToken);
            return true;
        },
        cancellationToken,
        load: false);
}
