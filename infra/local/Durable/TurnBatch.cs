using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>What one turn brings to the orchestrator, in the order of arrival.</summary>
/// <param name="ExecutionId">The execution it is for.</param>
/// <param name="Events">The turn's new events, from OrchestratorStarted on.</param>
/// <param name="Taken">The arrivals that are done with once the turn is stored, those that came too late among them.</param>
internal sealed record TurnBatch(string ExecutionId, IReadOnlyList<HistoryEvent> Events, IReadOnlyList<Arrival> Taken)
{
    /// <summary>With the head, the history and the outgoing messages still within the 100 operations of a transaction.</summary>
    private const int MaxInboxRows = 80;

    private const int MaxBytes = 1024 * 1024;

    /// <summary>Nothing but what came too late: no reason to call anybody.</summary>
    public bool IsEmpty { get; private init; }

    public static TurnBatch Take(Instance instance, DateTimeOffset now)
    {
        var head = instance.Head!;
        var events = new List<HistoryEvent> { HistoryEvents.New(now, new HistoryEvent { OrchestratorStarted = new() }) };
        var isFirst = head.Turns == 0;
        if (isFirst)
        {
            events.Add(head.Started());
            events.AddRange(head.Carryover);
        }

        var taken = new List<Arrival>();
        var completed = new HashSet<(char, int)>();
        // What was carried over counts: an orchestrator that takes one event at a time would otherwise carry ever more of them.
        var rows = isFirst ? head.Carryover.Count : 0;
        var bytes = 0;
        foreach (var arrival in instance.Arrivals)
        {
            if (arrival.RowKey is not null && rows == MaxInboxRows) break;
            if (rows > MaxInboxRows || bytes > MaxBytes) break;
            if (arrival.RowKey is not null) rows++;
            taken.Add(arrival);
            if (IsLate(instance, arrival, completed)) continue;
            events.Add(arrival.Event);
            bytes += arrival.Event.CalculateSize();
        }
        return new TurnBatch(head.ExecutionId, events, taken) { IsEmpty = !isFirst && events.Count == 1 };
    }

    private static bool IsLate(Instance instance, Arrival arrival, HashSet<(char, int)> completed)
    {
        if (arrival.ExecutionId is { } execution && execution != instance.Head!.ExecutionId) return true;
        return instance.History.Completes(arrival.Event, out var action) switch
        {
            null => false,
            false => true,
            true => !completed.Add(action),
        };
    }
}
