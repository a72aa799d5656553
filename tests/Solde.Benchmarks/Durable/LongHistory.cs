using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;

namespace Solde.Benchmarks.Durable;

/// <summary>Plays an orchestration to its last turn: every activity answers the same, and no event ever comes.</summary>
internal sealed class LongHistory(OrchestratorDeclaration orchestrator)
{
    private const string Instance = "refund-of-the-benchmark";

    private readonly List<HistoryEvent> _past = [];
    private readonly Dictionary<int, Timestamp> _timers = [];
    private Timestamp _now = Timestamp.FromDateTime(new DateTime(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc));

    /// <returns>The request of the last turn: everything before it is replayed.</returns>
    public OrchestratorRequest LastTurn(string input, string everyResult)
    {
        List<HistoryEvent> news =
        [
            new()
            {
                EventId = -1,
                ExecutionStarted = new()
                {
                    Name = orchestrator.Name,
                    Input = input,
                    OrchestrationInstance = new() { InstanceId = Instance, ExecutionId = "1" },
                },
            },
        ];
        while (true)
        {
            var request = new OrchestratorRequest { InstanceId = Instance, ExecutionId = "1" };
            request.PastEvents.AddRange(_past);
            request.NewEvents.Add(new HistoryEvent { EventId = -1, Timestamp = _now, OrchestratorStarted = new() });
            request.NewEvents.AddRange(news);
            var answer = OrchestratorTurn.Run(orchestrator, request, NullLoggerFactory.Instance);
            if (answer.Actions.Any(action => action.CompleteOrchestration is not null))
                return request;
            _past.AddRange(request.NewEvents);
            _past.AddRange(answer.Actions.Select(Recorded));
            _past.Add(new HistoryEvent { EventId = -1, OrchestratorCompleted = new() });
            var tasks = answer.Actions.Where(action => action.ScheduleTask is not null).Select(action => action.Id);
            news = Next([.. tasks], everyResult);
        }
    }

    private List<HistoryEvent> Next(int[] tasks, string result)
    {
        if (tasks.Length > 0)
            return [.. tasks.Select(id => Told(new HistoryEvent { TaskCompleted = new() { TaskScheduledId = id, Result = result } }))];
        _now = _timers.Values.Min()!;
        var due = _timers.Where(timer => timer.Value.Equals(_now)).ToList();
        foreach (var (id, _) in due)
            _timers.Remove(id);
        return [.. due.Select(timer => Told(new HistoryEvent { TimerFired = new() { TimerId = timer.Key, FireAt = timer.Value } }))];
    }

    private static HistoryEvent Told(HistoryEvent happened)
    {
        happened.EventId = -1;
        return happened;
    }

    private HistoryEvent Recorded(OrchestratorAction action)
    {
        if (action.CreateTimer is { } timer)
        {
            _timers.Add(action.Id, timer.FireAt);
            return new HistoryEvent { EventId = action.Id, TimerCreated = new() { FireAt = timer.FireAt } };
        }
        var task = action.ScheduleTask;
        return new HistoryEvent { EventId = action.Id, TaskScheduled = new() { Name = task.Name, Input = task.Input } };
    }
}
