using Microsoft.Extensions.Logging.Abstractions;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;
using EventKind = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Platform.Durable;

/// <summary>
/// Replays a recorded history against today's code, as the host would: turn by turn. What counts is what an instance
/// under way would stumble over: the kind, name and order of its steps and how it ends. Inputs, times and results
/// are not compared: what is recorded is not asked for again.
/// </summary>
public static class OrchestrationReplay
{
    /// <param name="history">One execution's events in their order. A last turn without its end is not compared.</param>
    /// <returns>The first difference, or null where the code still does what was recorded.</returns>
    public static ReplayDifference? FirstDifference(OrchestratorDeclaration orchestrator, IReadOnlyList<HistoryEvent> history)
    {
        var instanceId = history.FirstOrDefault(e => e.EventTypeCase == EventKind.ExecutionStarted)?.ExecutionStarted
            .OrchestrationInstance?.InstanceId ?? "replay";
        var number = 0;
        for (var begin = 0; begin < history.Count;)
        {
            number++;
            var end = begin;
            while (end < history.Count && history[end].EventTypeCase != EventKind.OrchestratorCompleted)
                end++;
            if (end == history.Count)
                return null;

            var turn = history.Skip(begin).Take(end - begin).ToList();
            var request = new OrchestratorRequest { InstanceId = instanceId };
            request.PastEvents.AddRange(history.Take(begin));
            request.NewEvents.AddRange(turn.Where(IsGiven));
            var answer = OrchestratorTurn.Run(orchestrator, request, NullLoggerFactory.Instance);
            if (Difference(turn, answer) is var (recorded, asked))
                return new ReplayDifference(number, recorded, asked);
            begin = end + 1;
        }
        return null;
    }

    /// <summary>What the host gave the code in that turn; the rest is what the code then asked for.</summary>
    private static bool IsGiven(HistoryEvent recorded) => recorded.EventTypeCase is not (EventKind.TaskScheduled
        or EventKind.SubOrchestrationInstanceCreated or EventKind.TimerCreated or EventKind.EventSent
        or EventKind.ExecutionCompleted or EventKind.ContinueAsNew);

    private static (string Recorded, string Asked)? Difference(List<HistoryEvent> turn, OrchestratorResponse answer)
    {
        var end = answer.Actions.Select(action => action.CompleteOrchestration).FirstOrDefault(end => end is not null);
        var failure = end?.FailureDetails;
        var asked = answer.Actions.OrderBy(action => action.Id).Select(Describe).ToList();
        var recorded = turn.Select(Describe).OfType<string>().ToList();
        // A recorded execution that goes on in a new one, or a hub that writes the end elsewhere, has no event of its end.
        if (turn.TrueForAll(e => e.EventTypeCase is not (EventKind.ExecutionCompleted or EventKind.ContinueAsNew))
            && asked.Count == recorded.Count + 1 && end is not null && failure is null)
            asked.RemoveAt(asked.Count - 1);

        for (var i = 0; i < Math.Max(recorded.Count, asked.Count); i++)
        {
            var then = i < recorded.Count ? recorded[i] : "nothing";
            var today = i < asked.Count ? asked[i] : "nothing";
            if (!string.Equals(then, today, StringComparison.OrdinalIgnoreCase))
                return (then, failure is null ? today : $"{today} ({failure.ErrorType}: {failure.ErrorMessage})");
        }
        return null;
    }

    private static string? Describe(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        EventKind.ExecutionCompleted => End(recorded.ExecutionCompleted.OrchestrationStatus),
        EventKind.ContinueAsNew => End(OrchestrationStatus.ContinuedAsNew),
        _ => PlannedAction.Recorded(recorded) is var (kind, name) ? $"{PlannedAction.Describe(kind, name)} (#{recorded.EventId})" : null,
    };

    private static string Describe(OrchestratorAction action) => action.CompleteOrchestration is { } end
        ? End(end.OrchestrationStatus)
        : $"{PlannedAction.Describe(action.OrchestratorActionTypeCase, Name(action))} (#{action.Id})";

    private static string Name(OrchestratorAction action) =>
        action.ScheduleTask?.Name ?? action.CreateSubOrchestration?.Name ?? action.SendEvent?.Name ?? "";

    private static string End(OrchestrationStatus status) => $"its end, {status}";
}

/// <param name="Turn">From 1.</param>
/// <param name="Recorded">What the history holds there.</param>
/// <param name="Asked">What today's code asked for instead.</param>
public sealed record ReplayDifference(int Turn, string Recorded, string Asked)
{
    public override string ToString() => $"In turn {Turn} the history says {Recorded}, but the code asked for {Asked}.";
}
