using System.Text.Json.Nodes;
using Solde.Platform.Durable.Protocol;
using Kinds = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Local.Durable;

/// <summary>A history for people: what was begun stands with its end, and turns are left out.</summary>
internal sealed class HistoryJson(IReadOnlyList<HistoryEvent> history, bool showOutput)
{
    private readonly Dictionary<(Kinds, int), HistoryEvent> begun = history
        .Where(@event => @event.EventTypeCase is Kinds.TaskScheduled or Kinds.TimerCreated or Kinds.SubOrchestrationInstanceCreated)
        .ToDictionary(@event => (@event.EventTypeCase, @event.EventId));

    public JsonArray Write() => [.. history.Select(Write).OfType<JsonObject>()];

    private JsonObject? Write(HistoryEvent @event)
    {
        switch (@event.EventTypeCase)
        {
            case Kinds.ExecutionStarted:
                return With(Entry(@event), ("FunctionName", @event.ExecutionStarted.Name));
            case Kinds.TaskCompleted:
                return Ended(@event, Kinds.TaskScheduled, @event.TaskCompleted.TaskScheduledId, @event.TaskCompleted.Result, null);
            case Kinds.TaskFailed:
                return Ended(@event, Kinds.TaskScheduled, @event.TaskFailed.TaskScheduledId, null, @event.TaskFailed.FailureDetails);
            case Kinds.SubOrchestrationInstanceCompleted:
                var completed = @event.SubOrchestrationInstanceCompleted;
                return Ended(@event, Kinds.SubOrchestrationInstanceCreated, completed.TaskScheduledId, completed.Result, null);
            case Kinds.SubOrchestrationInstanceFailed:
                var failed = @event.SubOrchestrationInstanceFailed;
                return Ended(@event, Kinds.SubOrchestrationInstanceCreated, failed.TaskScheduledId, null, failed.FailureDetails);
            case Kinds.TimerFired:
                return With(Entry(@event), ("FireAt", @event.TimerFired.FireAt.ToDateTimeOffset().UtcDateTime));
            case Kinds.EventRaised:
                return With(Entry(@event), ("Name", @event.EventRaised.Name), ("Input", Shown(@event.EventRaised.Input)));
            case Kinds.EventSent:
                return With(Entry(@event), ("Name", @event.EventSent.Name), ("InstanceId", @event.EventSent.InstanceId));
            case Kinds.ExecutionCompleted:
                var end = @event.ExecutionCompleted;
                return With(
                    Entry(@event),
                    ("OrchestrationStatus", end.OrchestrationStatus.ToString()),
                    ("Result", Shown(end.Result)),
                    ("Reason", end.FailureDetails?.ErrorMessage));
            case Kinds.ExecutionTerminated:
                return With(Entry(@event), ("Reason", @event.ExecutionTerminated.Input));
            case Kinds.ExecutionSuspended:
                return With(Entry(@event), ("Reason", @event.ExecutionSuspended.Input));
            case Kinds.ExecutionResumed:
                return With(Entry(@event), ("Reason", @event.ExecutionResumed.Input));
            default:
                return null;
        }
    }

    private JsonObject Ended(HistoryEvent @event, Kinds beginning, int id, string? result, TaskFailureDetails? failure)
    {
        var start = begun[(beginning, id)];
        return With(
            Entry(@event),
            ("FunctionName", start.TaskScheduled?.Name ?? start.SubOrchestrationInstanceCreated?.Name),
            ("ScheduledTime", start.Timestamp.ToDateTimeOffset().UtcDateTime),
            ("Result", Shown(result)),
            ("Reason", failure?.ErrorMessage));
    }

    private JsonNode? Shown(string? value) => showOutput ? InstanceStatusJson.Value(value) : null;

    private static JsonObject Entry(HistoryEvent @event) => new()
    {
        ["EventType"] = @event.EventTypeCase.ToString(),
        ["Timestamp"] = @event.Timestamp.ToDateTimeOffset().UtcDateTime,
    };

    private static JsonObject With(JsonObject entry, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        foreach (var (name, value) in more)
            if (value is not null) entry[name] = value;
        return entry;
    }
}
