using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;
using Wire = Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Platform.Durable;

/// <summary>A host of one instance, one turn at a time: it writes the history that the real one would write.</summary>
internal sealed class Turns(OrchestratorDeclaration orchestrator, string instanceId = "the-instance", ILoggerFactory? loggers = null)
{
    public static readonly DateTime Begin = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    public List<HistoryEvent> History { get; } = [];

    /// <summary>When the next turn begins.</summary>
    public DateTime Now { get; set; } = Begin;

    public static Turns Of<TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> run, ILoggerFactory? loggers = null) =>
        new(Declare<string, TOutput>((context, _) => run(context)), loggers: loggers);

    public static OrchestratorDeclaration Declare<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
        OrchestratorDeclaration.Of("Story", DurableTestsJson.Default, run);

    /// <summary>The first turn.</summary>
    public OrchestratorResponse Start(string? input = null, params HistoryEvent[] more) => Next([Started(input), .. more]);

    /// <summary>One turn with these events, which then lie in the history together with what the code asked for.</summary>
    public OrchestratorResponse Next(params HistoryEvent[] events)
    {
        var request = new OrchestratorRequest { InstanceId = instanceId, ExecutionId = "the-execution" };
        request.PastEvents.AddRange(History);
        request.NewEvents.Add(At(Now, new HistoryEvent { EventId = -1, OrchestratorStarted = new() }));
        request.NewEvents.AddRange(events);
        var answer = OrchestratorTurn.Run(orchestrator, request, loggers ?? NullLoggerFactory.Instance);

        History.AddRange(request.NewEvents);
        History.AddRange(answer.Actions.Select(Recorded).OfType<HistoryEvent>());
        History.Add(new HistoryEvent { EventId = -1, OrchestratorCompleted = new() });
        Now += TimeSpan.FromMinutes(1);
        return answer;
    }

    public HistoryEvent Started(string? input = null) => new()
    {
        EventId = -1,
        ExecutionStarted = new()
        {
            Name = "Story",
            Input = input,
            OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = "the-execution" },
        },
    };

    public static HistoryEvent Completed(int id, string? result = null) =>
        new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = id, Result = result } };

    public static HistoryEvent Failed(int id, string message, bool isNonRetriable = false) => new()
    {
        EventId = -1,
        TaskFailed = new() { TaskScheduledId = id, FailureDetails = Details(message, isNonRetriable) },
    };

    public static HistoryEvent ChildCompleted(int id, string? result) =>
        new() { EventId = -1, SubOrchestrationInstanceCompleted = new() { TaskScheduledId = id, Result = result } };

    public static HistoryEvent ChildFailed(int id, string message) =>
        new() { EventId = -1, SubOrchestrationInstanceFailed = new() { TaskScheduledId = id, FailureDetails = Details(message, false) } };

    public static HistoryEvent Fired(int id) => new() { EventId = -1, TimerFired = new() { TimerId = id } };

    public static HistoryEvent Raised(string name, string? payload = null) =>
        new() { EventId = -1, EventRaised = new() { Name = name, Input = payload } };

    public static HistoryEvent Suspended() => new() { EventId = -1, ExecutionSuspended = new() };

    public static HistoryEvent Resumed() => new() { EventId = -1, ExecutionResumed = new() };

    public static HistoryEvent Terminated(string? reason) => new() { EventId = -1, ExecutionTerminated = new() { Input = reason } };

    /// <summary>Short and in one line, so that a whole turn can be compared.</summary>
    public static string[] Asked(OrchestratorResponse answer) => [.. answer.Actions.Select(action =>
        $"{action.Id} " + action.OrchestratorActionTypeCase switch
        {
            OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => $"activity {action.ScheduleTask.Name}({action.ScheduleTask.Input})",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
                $"child {action.CreateSubOrchestration.Name}({action.CreateSubOrchestration.Input})",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => $"timer {action.CreateTimer.FireAt.ToDateTime() - Begin}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
                $"send {action.SendEvent.Name}({action.SendEvent.Data}) to {action.SendEvent.Instance.InstanceId}",
            _ => $"{action.CompleteOrchestration.OrchestrationStatus} {action.CompleteOrchestration.Result}",
        })];

    /// <summary>What the host writes down for an action.</summary>
    public static HistoryEvent? Recorded(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => new()
        {
            EventId = action.Id,
            TaskScheduled = new() { Name = action.ScheduleTask.Name, Input = action.ScheduleTask.Input },
        },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => new()
        {
            EventId = action.Id,
            SubOrchestrationInstanceCreated = new()
            {
                InstanceId = action.CreateSubOrchestration.InstanceId,
                Name = action.CreateSubOrchestration.Name,
            },
        },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer =>
            new() { EventId = action.Id, TimerCreated = new() { FireAt = action.CreateTimer.FireAt } },
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => new()
        {
            EventId = action.Id,
            EventSent = new() { InstanceId = action.SendEvent.Instance.InstanceId, Name = action.SendEvent.Name },
        },
        _ => new()
        {
            EventId = action.Id,
            ExecutionCompleted = new() { OrchestrationStatus = action.CompleteOrchestration.OrchestrationStatus },
        },
    };

    private static HistoryEvent At(DateTime at, HistoryEvent happened)
    {
        happened.Timestamp = Timestamp.FromDateTime(at);
        return happened;
    }

    private static Wire.TaskFailureDetails Details(string message, bool isNonRetriable) =>
        new() { ErrorType = "Outage", ErrorMessage = message, IsNonRetriable = isNonRetriable };
}

internal sealed record Order(string Id, int Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class DurableTestsJson : JsonSerializerContext;
