using Google.Protobuf.Collections;
using Solde.Platform.Durable.Protocol;

namespace Solde.Platform.Durable.Replay;

/// <summary>The ids of the actions that the history holds.</summary>
internal sealed class RecordedActions
{
    private readonly HashSet<int> _ids = [];

    public RecordedActions(OrchestratorRequest request)
    {
        Add(request.PastEvents);
        Add(request.NewEvents);
    }

    public bool Contains(int id) => _ids.Contains(id);

    private void Add(RepeatedField<HistoryEvent> events)
    {
        foreach (var recorded in events)
        {
            if (PlannedAction.Recorded(recorded) is not null)
                _ids.Add(recorded.EventId);
        }
    }
}
