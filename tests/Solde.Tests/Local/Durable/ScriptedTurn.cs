using Google.Protobuf.WellKnownTypes;
using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Local.Durable;

/// <summary>One turn of an orchestrator written by hand: looks into the history by action id, and asks for what is not there yet.</summary>
internal sealed class ScriptedTurn
{
    private readonly List<HistoryEvent> events;

    public ScriptedTurn(OrchestratorRequest request)
    {
        Request = request;
        events = [.. request.PastEvents, .. request.NewEvents];
    }

    public OrchestratorRequest Request { get; }

    public OrchestratorResponse Response { get; } = new();

    public string? Input => events.First(@event => @event.ExecutionStarted is not null).ExecutionStarted.Input;

    public DateTimeOffset Now => events.Last(@event => @event.OrchestratorStarted is not null).Timestamp.ToDateTimeOffset();

    public IReadOnlyList<EventRaisedEvent> Raised => [.. events.Select(@event => @event.EventRaised).OfType<EventRaisedEvent>()];

    public bool IsSuspended =>
        events.LastOrDefault(@event => @event.ExecutionSuspended is not null || @event.ExecutionResumed is not null)
            ?.ExecutionSuspended is not null;

    public ExecutionTerminatedEvent? Terminated =>
        events.Select(@event => @event.ExecutionTerminated).FirstOrDefault(terminated => terminated is not null);

    /// <summary>The result once there is one; a failure as "!" and its message.</summary>
    public string? Activity(int id, string name, string? input = null)
    {
        if (!Has(id)) Response.Actions.Add(new OrchestratorAction { Id = id, ScheduleTask = new() { Name = name, Input = input } });
        return events.Where(@event => @event.TaskCompleted?.TaskScheduledId == id)
                .Select(@event => @event.TaskCompleted.Result ?? "").FirstOrDefault()
            ?? events.Where(@event => @event.TaskFailed?.TaskScheduledId == id)
                .Select(@event => $"!{@event.TaskFailed.FailureDetails.ErrorMessage}").FirstOrDefault();
    }

    public string? Child(int id, string name, string childId, string? input = null)
    {
        if (!Has(id))
        {
            Response.Actions.Add(new OrchestratorAction
            {
                Id = id,
                CreateSubOrchestration = new() { Name = name, InstanceId = childId, Input = input },
            });
        }
        return events.Where(@event => @event.SubOrchestrationInstanceCompleted?.TaskScheduledId == id)
                .Select(@event => @event.SubOrchestrationInstanceCompleted.Result ?? "").FirstOrDefault()
            ?? events.Where(@event => @event.SubOrchestrationInstanceFailed?.TaskScheduledId == id)
                .Select(@event => $"!{@event.SubOrchestrationInstanceFailed.FailureDetails.ErrorMessage}").FirstOrDefault();
    }

    public bool Timer(int id, DateTimeOffset fireAt)
    {
        var due = Timestamp.FromDateTimeOffset(fireAt);
        if (!Has(id)) Response.Actions.Add(new OrchestratorAction { Id = id, CreateTimer = new() { FireAt = due } });
        return events.Any(@event => @event.TimerFired?.TimerId == id);
    }

    public void Send(int id, string target, string name, string? data)
    {
        if (Has(id)) return;
        Response.Actions.Add(new OrchestratorAction
        {
            Id = id,
            SendEvent = new() { Instance = new() { InstanceId = target }, Name = name, Data = data },
        });
    }

    public string? Event(string name, int number = 0) => Raised.Where(raised => raised.Name == name).Skip(number).FirstOrDefault()?.Input;

    public void Complete(string? result = null) => End(new() { OrchestrationStatus = OrchestrationStatus.Completed, Result = result });

    public void Fail(string message) => End(new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        FailureDetails = new() { ErrorType = "Scripted", ErrorMessage = message },
    });

    public void ContinueAsNew(string? input, IEnumerable<EventRaisedEvent> carried) => End(new()
    {
        OrchestrationStatus = OrchestrationStatus.ContinuedAsNew,
        Result = input,
        CarryoverEvents = { carried.Select(raised => HistoryEvents.New(Now, new HistoryEvent { EventRaised = raised })) },
    });

    public void End(CompleteOrchestrationAction completion) =>
        Response.Actions.Add(new OrchestratorAction { Id = 100_000, CompleteOrchestration = completion });

    private bool Has(int id) => events.Any(@event => @event.EventId == id && @event.EventTypeCase is
        HistoryEvent.EventTypeOneofCase.TaskScheduled or HistoryEvent.EventTypeOneofCase.TimerCreated
        or HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated or HistoryEvent.EventTypeOneofCase.EventSent);
}
