using Solde.Platform.Durable.Protocol;
using Kind = Solde.Platform.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace Solde.Platform.Durable.Replay;

/// <summary>One thing the orchestrator's code asked for. Its place in the list of all is its id.</summary>
/// <param name="wire">Null when the history holds it already: nobody will send it.</param>
internal sealed class PlannedAction(Kind kind, string name, OrchestratorAction? wire, PendingResult? result)
{
    public Kind Kind { get; } = kind;

    public string Name { get; } = name;

    public OrchestratorAction? Wire { get; } = wire;

    public PendingResult? Result { get; } = result;

    /// <summary>The history's event for it has been passed.</summary>
    public bool IsConfirmed { get; set; }

    public bool Fits(Kind kind, string name) => Kind == kind && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Describe(Kind, Name);

    public static string Describe(Kind kind, string name) => kind switch
    {
        Kind.ScheduleTask => $"the activity '{name}'",
        Kind.CreateSubOrchestration => $"the sub-orchestration '{name}'",
        Kind.CreateTimer => "a timer",
        Kind.SendEvent => $"the sending of event '{name}'",
        _ => "the end",
    };

    /// <summary>The action that a history event records, or null when it records none.</summary>
    public static (Kind Kind, string Name)? Recorded(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled => (Kind.ScheduleTask, recorded.TaskScheduled.Name),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated =>
            (Kind.CreateSubOrchestration, recorded.SubOrchestrationInstanceCreated.Name),
        // The engine makes timers of its own to split a long turn. Their ids are below zero and they are none of the code's.
        HistoryEvent.EventTypeOneofCase.TimerCreated when recorded.EventId >= 0 => (Kind.CreateTimer, ""),
        HistoryEvent.EventTypeOneofCase.EventSent => (Kind.SendEvent, recorded.EventSent.Name),
        _ => null,
    };
}
