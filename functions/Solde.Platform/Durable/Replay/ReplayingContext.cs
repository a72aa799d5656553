using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Solde.Platform.Durable.Protocol;
using Kind = Solde.Platform.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace Solde.Platform.Durable.Replay;

/// <summary>The context of one turn: it writes down what the code asks for, and <see cref="OrchestratorTurn"/> completes it.</summary>
internal sealed class ReplayingContext(
    ExecutionStartedEvent started,
    string instanceId,
    RecordedActions recorded,
    JsonSerializerOptions json,
    TurnThread thread,
    ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    /// <summary>The storage takes 6 days at most; the original SDK steps by 3.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    private readonly List<PlannedAction> _actions = [];
    private DateTime _now;
    private bool _isReplaying;
    private int _guids;

    public IReadOnlyList<PlannedAction> Actions => _actions;

    public EventInbox Inbox { get; } = new();

    public string? CustomStatus { get; private set; }

    public (string? Input, bool PreserveEvents)? Continuation { get; private set; }

    public override string Name => started.Name;

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent { get; } = started.ParentInstance is { } parent
        ? new(parent.Name ?? "", parent.OrchestrationInstance?.InstanceId ?? "")
        : null;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            CheckThread("the time");
            return _now;
        }
    }

    public override bool IsReplaying => _isReplaying;

    public void SetTime(DateTime now) => _now = now;

    public void SetReplaying(bool isReplaying) => _isReplaying = isReplaying;

    public override Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        Call(options, () => Activity(name, input, TypeInfo<TResult>()));

    public override Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null) =>
        Call(options, () => Activity<object?>(name, input, type: null));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        Call(options, () => SubOrchestration(name, input, options as SubOrchestrationOptions, TypeInfo<TResult>()));

    public override Task CallSubOrchestratorAsync(string name, object? input = null, TaskOptions? options = null) =>
        Call(options, () => SubOrchestration<object?>(name, input, options as SubOrchestrationOptions, type: null));

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var end = fireAt.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(fireAt, DateTimeKind.Utc) : fireAt.ToUniversalTime();
        while (end - CurrentUtcDateTime > LongestTimer)
            await Timer(CurrentUtcDateTime + LongestTimer, cancellationToken);
        await Timer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string name, CancellationToken cancellationToken = default)
    {
        CheckThread($"a wait for event '{name}'");
        var result = new PendingResult<T>(TypeInfo<T>());
        // In this order: a wait that is cancelled from the beginning must not take a kept event.
        CancelWith(result, cancellationToken);
        if (!result.IsOpen)
            return result.Task;
        if (Inbox.TryTake(name, out var payload))
            result.Complete(payload);
        else
            Inbox.Wait(name, result);
        return result.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string name, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var timerEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var waitEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerEnds.Token);
        var raised = WaitForExternalEvent<T>(name, waitEnds.Token);
        var first = await Task.WhenAny(raised, timer);
        (first == timer ? waitEnds : timerEnds).Cancel();
        return await raised;
    }

    public override void SendEvent(string instanceId, string name, object payload)
    {
        CheckThread($"the sending of event '{name}'");
        InstanceIds.Checked(instanceId);
        var wire = NewWire();
        if (wire is not null)
        {
            wire.SendEvent = new()
            {
                Instance = new() { InstanceId = instanceId },
                Name = name,
                Data = DurableJson.Text(payload, json),
            };
        }
        _actions.Add(new PlannedAction(Kind.SendEvent, name, wire, result: null));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        CheckThread("a custom status");
        CustomStatus = DurableJson.Text(customStatus, json);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        CheckThread("a new beginning");
        Continuation = (DurableJson.Text(newInput, json), preserveUnprocessedEvents);
    }

    public override Guid NewGuid() => NameBasedGuid.Of($"{InstanceId}_{CurrentUtcDateTime:o}_{_guids++}");

    public override ILogger CreateReplaySafeLogger(string category) => new ReplaySafeLogger(this, loggers.CreateLogger(category));

    private Task<T> Call<T>(TaskOptions? options, Func<Task<T>> attempt) => options?.Retry is { } retry ? Retry(attempt, retry) : attempt();

    private async Task<T> Retry<T>(Func<Task<T>> attempt, RetryPolicy policy)
    {
        var first = CurrentUtcDateTime;
        for (var attempts = 1; ; attempts++)
        {
            TimeSpan wait;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
                when (!failure.FailureDetails.IsNonRetriable && policy.WaitAfter(attempts, CurrentUtcDateTime - first) is { } next)
            {
                wait = next;
            }
            await CreateTimer(wait, CancellationToken.None);
        }
    }

    private Task<T> Activity<T>(string name, object? input, JsonTypeInfo<T>? type)
    {
        CheckThread($"the activity '{name}'");
        var wire = NewWire();
        if (wire is not null)
            wire.ScheduleTask = new() { Name = name, Input = DurableJson.Text(input, json) };
        var result = new PendingResult<T>(type);
        _actions.Add(new PlannedAction(Kind.ScheduleTask, name, wire, result));
        return result.Task;
    }

    private Task<T> SubOrchestration<T>(string name, object? input, SubOrchestrationOptions? options, JsonTypeInfo<T>? type)
    {
        CheckThread($"the sub-orchestration '{name}'");
        var wire = NewWire();
        if (wire is not null)
        {
            wire.CreateSubOrchestration = new()
            {
                InstanceId = options?.InstanceId is { } given ? InstanceIds.Checked(given) : ChildId(),
                Name = name,
                Input = DurableJson.Text(input, json),
            };
        }
        var result = new PendingResult<T>(type);
        _actions.Add(new PlannedAction(Kind.CreateSubOrchestration, name, wire, result));
        return result.Task;
    }

    /// <summary>An execution that continues as new gets new children: its execution id is another one.</summary>
    private string ChildId() =>
        NameBasedGuid.Of($"{InstanceId}_{started.OrchestrationInstance?.ExecutionId}_{_actions.Count}").ToString("N");

    private Task<object?> Timer(DateTime fireAt, CancellationToken cancellation)
    {
        CheckThread("a timer");
        var wire = NewWire();
        if (wire is not null)
            wire.CreateTimer = new() { FireAt = Timestamp.FromDateTime(fireAt) };
        var result = new PendingResult<object?>(type: null);
        _actions.Add(new PlannedAction(Kind.CreateTimer, "", wire, result));
        CancelWith(result, cancellation);
        return result.Task;
    }

    /// <summary>Null for what the history holds: its input was written down then and is not needed again.</summary>
    private OrchestratorAction? NewWire() => recorded.Contains(_actions.Count) ? null : new OrchestratorAction { Id = _actions.Count };

    private JsonTypeInfo<T> TypeInfo<T>() => DurableJson.TypeInfo<T>(json);

    private void CancelWith(PendingResult result, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
            return;
        cancellation.Register(() =>
        {
            // A token that a clock or another thread cancels would do so at another moment in each replay.
            if (thread.IsHere)
                result.Cancel(cancellation);
            else
                thread.Intrude("a cancellation came from another thread");
        });
    }

    private void CheckThread(string asked)
    {
        if (thread.IsHere)
            return;
        var how = thread.HasEnded ? "after its turn had ended" : "from another thread";
        thread.Intrude($"its code asked for {asked} {how}");
        throw new NonDeterministicOrchestrationException(
            $"Orchestrator '{started.Name}', instance '{instanceId}': its code asked for {asked} {how}. "
            + "It may await only what the context gave it.");
    }
}
