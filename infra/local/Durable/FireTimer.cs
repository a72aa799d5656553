using Google.Protobuf.WellKnownTypes;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>A timer is due: the instance learns of it with its next turn.</summary>
internal sealed class FireTimer(HubContext hub, string instanceId, string executionId, int timerId, Timestamp fireAt)
{
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await hub.Registry.UseIfKnownAsync(instanceId, Fire, cancellationToken);
        return true;
    }

    private void Fire(Instance instance)
    {
        if (!instance.Runs(executionId) || !instance.History.OpenTimers.ContainsKey(timerId)) return;
        var fired = new HistoryEvent { TimerFired = new() { TimerId = timerId, FireAt = fireAt } };
        instance.Arrivals.Add(new Arrival(hub.NextOrder(), HistoryEvents.New(hub.Now, fired), executionId, RowKey: null));
        hub.GoOn(instance);
    }
}
