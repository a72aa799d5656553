using Solde.Platform.Durable.Protocol;
using Actions = Solde.Platform.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace Solde.Local.Durable;

/// <summary>Makes history, messages and a status of what the orchestrator has answered to a batch.</summary>
internal sealed class TurnRule(InstanceHead head, InstanceHistory history, TurnBatch batch, DateTimeOffset now)
{
    /// <summary>What the Azure Storage provider allows.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(6);

    private const int MaxCustomStatusLength = 16 * 1024;

    private readonly List<HistoryEvent> caused = [];
    private readonly List<OutgoingMessage> outgoing = [];
    private readonly HashSet<int> ids = [];

    /// <param name="response">Null when the function has failed.</param>
    /// <param name="failure">Then what the instance fails with.</param>
    public TurnResult Decide(OrchestratorResponse? response, string? failure)
    {
        CompleteOrchestrationAction? completion = null;
        failure ??= Apply(response!, ref completion);
        var terminated = batch.Events.LastOrDefault(@event => @event.ExecutionTerminated is not null)?.ExecutionTerminated;
        if (failure is not null)
        {
            // Half of what a broken turn asked for is worse than nothing.
            caused.Clear();
            outgoing.Clear();
            completion = terminated is null ? Failed(failure) : Terminated(terminated);
        }
        // Who is terminated ends, whatever his code says.
        else if (terminated is not null && completion is null or { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew })
        {
            completion = Terminated(terminated!);
        }

        if (terminated is { Recurse: true }) TerminateChildren(terminated);
        var customStatus = failure is null ? response!.CustomStatus : head.CustomStatus;
        if (completion is null) return Going(customStatus);
        return completion.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew
            ? ContinuedAsNew(completion, customStatus)
            : Ended(completion, customStatus);
    }

    private string? Apply(OrchestratorResponse response, ref CompleteOrchestrationAction? completion)
    {
        if (response.CustomStatus?.Length > MaxCustomStatusLength)
            return $"The custom status has {response.CustomStatus.Length} characters; {MaxCustomStatusLength} are allowed.";
        foreach (var action in response.Actions)
        {
            if (history.HasAction(action.Id) || !ids.Add(action.Id))
                return $"The orchestrator has asked for action {action.Id} twice: its code and its history have parted.";
            if (action.OrchestratorActionTypeCase == Actions.CompleteOrchestration) completion = action.CompleteOrchestration;
            else if (Apply(action) is { } refusal) return refusal;
        }
        return null;
    }

    private string? Apply(OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case Actions.ScheduleTask:
                var task = action.ScheduleTask;
                Cause(action, new HistoryEvent { TaskScheduled = new() { Name = task.Name, Version = task.Version, Input = task.Input } });
                return null;
            case Actions.CreateTimer:
                if (action.CreateTimer.FireAt.ToDateTimeOffset() - now > LongestTimer)
                    return $"Timer {action.Id} is more than {LongestTimer.TotalDays} days ahead: a longer one is a chain of shorter ones.";
                Cause(action, new HistoryEvent { TimerCreated = new() { FireAt = action.CreateTimer.FireAt } });
                return null;
            case Actions.CreateSubOrchestration:
                return StartChild(action, action.CreateSubOrchestration);
            case Actions.SendEvent:
                var (target, name, data) = (action.SendEvent.Instance?.InstanceId ?? "", action.SendEvent.Name, action.SendEvent.Data);
                if (data?.Length > MessageLimit.MaxLength) return MessageLimit.Refusal($"The event '{name}'", data.Length);
                Cause(action, new HistoryEvent { EventSent = new() { InstanceId = target, Name = name, Input = data } });
                Send(target, null, new HistoryEvent { EventRaised = new() { Name = name, Input = data } });
                return null;
            case Actions.TerminateOrchestration:
                var end = action.TerminateOrchestration;
                Send(end.InstanceId, null, new() { ExecutionTerminated = new() { Input = end.Reason, Recurse = end.Recurse } });
                return null;
            default:
                return $"Action {action.Id} is of a kind that this host does not know.";
        }
    }

    private string? StartChild(OrchestratorAction action, CreateSubOrchestrationAction start)
    {
        var id = start.InstanceId.Length > 0 ? start.InstanceId : $"{head.ExecutionId}:{action.Id:X4}";
        if (InstanceId.WhyRefused(id) is { } reason) return reason;
        Cause(action, new HistoryEvent
        {
            SubOrchestrationInstanceCreated = new() { InstanceId = id, Name = start.Name, Version = start.Version, Input = start.Input },
        });
        Send(id, null, new HistoryEvent
        {
            ExecutionStarted = new()
            {
                Name = start.Name,
                Version = start.Version,
                Input = start.Input,
                OrchestrationInstance = new() { InstanceId = id, ExecutionId = InstanceHead.NewExecutionId() },
                ParentInstance = new()
                {
                    TaskScheduledId = action.Id,
                    Name = head.Name,
                    OrchestrationInstance = new() { InstanceId = head.InstanceId, ExecutionId = head.ExecutionId },
                },
                ParentTraceContext = head.TraceParent is null ? null : new() { TraceParent = head.TraceParent },
            },
        });
        return null;
    }

    private void TerminateChildren(ExecutionTerminatedEvent terminated)
    {
        foreach (var child in history.OpenChildren.Values)
            Send(child.InstanceId, null, new() { ExecutionTerminated = new() { Input = terminated.Input, Recurse = true } });
    }

    private TurnResult Going(string? customStatus) => new(Events(), StatusAfter()) { CustomStatus = customStatus, Outgoing = outgoing };

    private TurnResult ContinuedAsNew(CompleteOrchestrationAction completion, string? customStatus)
    {
        var next = head with
        {
            ExecutionId = InstanceHead.NewExecutionId(),
            Version = completion.NewVersion ?? head.Version,
            Status = StatusAfter(),
            Turns = 0,
            Updated = now,
            Input = completion.Result,
            CustomStatus = customStatus,
            Carryover = [.. completion.CarryoverEvents],
        };
        return new TurnResult([], next.Status) { CustomStatus = customStatus, Outgoing = outgoing, Next = next };
    }

    private TurnResult Ended(CompleteOrchestrationAction completion, string? customStatus)
    {
        // Nobody waits for what this turn has begun: it is in the history, and is not run.
        caused.Add(New(new HistoryEvent
        {
            ExecutionCompleted = new()
            {
                OrchestrationStatus = completion.OrchestrationStatus,
                Result = completion.Result,
                FailureDetails = completion.FailureDetails,
            },
        }));
        if (head.Parent is { } parent)
        {
            var origin = parent.OrchestrationInstance;
            Send(origin.InstanceId, origin.ExecutionId, ChildEnd.Of(head.Name, parent.TaskScheduledId, completion));
        }
        return new TurnResult(Events(), completion.OrchestrationStatus)
        {
            Output = completion.Result ?? completion.FailureDetails?.ErrorMessage ?? completion.Details,
            CustomStatus = customStatus,
            Outgoing = outgoing,
        };
    }

    private List<HistoryEvent> Events() => [.. batch.Events, .. caused, New(new HistoryEvent { OrchestratorCompleted = new() })];

    private OrchestrationStatus StatusAfter()
    {
        var last = batch.Events.LastOrDefault(@event => @event.ExecutionSuspended is not null || @event.ExecutionResumed is not null);
        if (last is null) return head.Status == OrchestrationStatus.Suspended ? head.Status : OrchestrationStatus.Running;
        return last.ExecutionSuspended is not null ? OrchestrationStatus.Suspended : OrchestrationStatus.Running;
    }

    private static CompleteOrchestrationAction Failed(string failure) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        FailureDetails = HistoryEvents.Failure("OrchestratorFailed", failure),
    };

    private static CompleteOrchestrationAction Terminated(ExecutionTerminatedEvent terminated) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Terminated,
        Result = terminated.Input,
    };

    private void Cause(OrchestratorAction action, HistoryEvent content) => caused.Add(HistoryEvents.New(now, content, action.Id));

    private void Send(string target, string? executionId, HistoryEvent content) => outgoing.Add(new(target, executionId, New(content)));

    private HistoryEvent New(HistoryEvent content) => HistoryEvents.New(now, content);
}
