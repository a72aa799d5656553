using Solde.Platform.Durable.Protocol;

namespace Solde.Platform.Durable.Replay;

/// <summary>Raised events that nobody took yet, and waits that got none yet, by name and in order.</summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, Queue<(long Order, HistoryEvent Event)>> _kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<PendingResult>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private long _order;

    public bool IsAwaited => _waits.Values.Any(waits => waits.Any(wait => wait.IsOpen));

    /// <summary>To the oldest wait of that name; kept when there is none.</summary>
    public void Raise(HistoryEvent raised)
    {
        while (_waits.TryGetValue(raised.EventRaised.Name, out var waits) && waits.TryDequeue(out var oldest))
        {
            // A wait that was cancelled takes no event.
            if (oldest.Complete(raised.EventRaised.Input))
                return;
        }
        Keep(raised);
    }

    public void Keep(HistoryEvent raised)
    {
        if (!_kept.TryGetValue(raised.EventRaised.Name, out var kept))
            _kept[raised.EventRaised.Name] = kept = new();
        kept.Enqueue((_order++, raised));
    }

    public bool TryTake(string name, out string? payload)
    {
        if (_kept.TryGetValue(name, out var kept) && kept.TryDequeue(out var oldest))
        {
            payload = oldest.Event.EventRaised.Input;
            return true;
        }
        payload = null;
        return false;
    }

    public void Wait(string name, PendingResult result)
    {
        if (!_waits.TryGetValue(name, out var waits))
            _waits[name] = waits = new();
        waits.Enqueue(result);
    }

    /// <summary>What nobody took, in order of arrival.</summary>
    public IEnumerable<HistoryEvent> Untaken() =>
        _kept.Values.SelectMany(kept => kept).OrderBy(kept => kept.Order).Select(kept => kept.Event);
}
