using Google.Protobuf.WellKnownTypes;
using Solde.Platform.Durable.Protocol;
using Kinds = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Local.Durable;

/// <summary>What an execution has been through, and what it has begun and not heard of yet.</summary>
internal sealed class InstanceHistory
{
    private readonly List<HistoryEvent> events = [];
    private readonly SortedDictionary<int, TaskScheduledEvent> tasks = [];
    private readonly SortedDictionary<int, Timestamp> timers = [];
    private readonly SortedDictionary<int, SubOrchestrationInstanceCreatedEvent> children = [];
    private readonly HashSet<int> actions = [];

    public IReadOnlyList<HistoryEvent> Events => events;

    public IReadOnlyDictionary<int, TaskScheduledEvent> OpenTasks => tasks;

    public IReadOnlyDictionary<int, Timestamp> OpenTimers => timers;

    public IReadOnlyDictionary<int, SubOrchestrationInstanceCreatedEvent> OpenChildren => children;

    /// <summary>The rows that hold it, and the head's long values.</summary>
    public List<string> RowKeys { get; } = [];

    public bool HasAction(int id) => actions.Contains(id);

    public void Add(IEnumerable<HistoryEvent> more)
    {
        foreach (var next in more)
        {
            events.Add(next);
            Follow(next);
        }
    }

    /// <summary>Which open action the event completes: null when it completes none, false when nothing waits for it any more.</summary>
    public bool? Completes(HistoryEvent @event, out (char Kind, int Id) action)
    {
        action = @event.EventTypeCase switch
        {
            Kinds.TaskCompleted => ('a', @event.TaskCompleted.TaskScheduledId),
            Kinds.TaskFailed => ('a', @event.TaskFailed.TaskScheduledId),
            Kinds.TimerFired => ('t', @event.TimerFired.TimerId),
            Kinds.SubOrchestrationInstanceCompleted => ('c', @event.SubOrchestrationInstanceCompleted.TaskScheduledId),
            Kinds.SubOrchestrationInstanceFailed => ('c', @event.SubOrchestrationInstanceFailed.TaskScheduledId),
            _ => default,
        };
        return action.Kind switch
        {
            'a' => tasks.ContainsKey(action.Id),
            't' => timers.ContainsKey(action.Id),
            'c' => children.ContainsKey(action.Id),
            _ => null,
        };
    }

    private void Follow(HistoryEvent next)
    {
        if (Completes(next, out var completed) is not null)
        {
            switch (completed.Kind)
            {
                case 'a':
                    tasks.Remove(completed.Id);
                    break;
                case 't':
                    timers.Remove(completed.Id);
                    break;
                default:
                    children.Remove(completed.Id);
                    break;
            }
            return;
        }
        switch (next.EventTypeCase)
        {
            case Kinds.TaskScheduled:
                tasks.Add(next.EventId, next.TaskScheduled);
                break;
            case Kinds.TimerCreated:
                timers.Add(next.EventId, next.TimerCreated.FireAt);
                break;
            case Kinds.SubOrchestrationInstanceCreated:
                children.Add(next.EventId, next.SubOrchestrationInstanceCreated);
                break;
            case Kinds.EventSent:
                break;
            default:
                return;
        }
        actions.Add(next.EventId);
    }
}
