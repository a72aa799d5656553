using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>
/// Brings an instance's messages to other instances, then deletes the rows that hold them. A crash in between delivers again:
/// a start and a completion are known by what they name, a sent event by its marker.
/// </summary>
internal sealed class DeliverMessages(HubContext hub, string instanceId)
{
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        OutgoingTurn[] turns = [];
        await hub.Registry.UseIfKnownAsync(instanceId, instance => turns = [.. instance.Outgoing], cancellationToken);
        var markers = new List<(string Target, string Marker)>();
        foreach (var turn in turns)
        {
            foreach (var (index, message) in turn.Messages.Index())
            {
                var marker = message.Event.EventRaised is null ? null : RowKeys.Marker(instanceId, turn.ExecutionId, turn.Turn, index);
                if (marker is not null) markers.Add((message.Target, marker));
                await DeliverAsync(message, marker, cancellationToken);
            }
        }
        await hub.Registry.UseAsync(instanceId, instance => SettleAsync(instance, turns, cancellationToken), cancellationToken);
        // Only now can no second delivery come.
        foreach (var (target, marker) in markers) await hub.Table.DeleteAsync(target, [marker], cancellationToken);
        return true;
    }

    private async Task<bool> SettleAsync(Instance instance, OutgoingTurn[] delivered, CancellationToken cancellationToken)
    {
        var keys = delivered.SelectMany(turn => turn.RowKeys).ToHashSet(StringComparer.Ordinal);
        // The first part makes the others count, so it goes first.
        await hub.Table.DeleteAsync(instanceId, keys, cancellationToken);
        instance.Outgoing.RemoveAll(turn => keys.Contains(turn.RowKeys[0]));
        instance.DeliveryIsQueued = false;
        hub.GoOn(instance);
        return true;
    }

    private async Task DeliverAsync(OutgoingMessage message, string? marker, CancellationToken cancellationToken)
    {
        if (message.Event.ExecutionStarted is { } start) await StartAsync(start, cancellationToken);
        // Who is not there, or has ended, gets nothing.
        else if (InstanceId.WhyRefused(message.Target) is null)
            await SendAsync(message.Target, message.Event, message.ExecutionId, marker, cancellationToken);
    }

    private async Task StartAsync(ExecutionStartedEvent start, CancellationToken cancellationToken)
    {
        var id = start.OrchestrationInstance.InstanceId;
        string? failure = null;
        if (!hub.Functions.Has(DurableKind.Orchestrator, start.Name))
            failure = HistoryEvents.WhyMissing(DurableKind.Orchestrator, start.Name);
        else if (await new StartInstance(hub, start).RunAsync(cancellationToken) == StartOutcome.Runs)
            failure = $"An orchestration with the id '{id}' runs already.";
        if (failure is null) return;

        var parent = start.ParentInstance;
        var refused = ChildEnd.Failed(parent.TaskScheduledId, HistoryEvents.Failure("SubOrchestrationNotStarted", failure));
        var told = HistoryEvents.New(hub.Now, refused);
        await SendAsync(parent.OrchestrationInstance.InstanceId, told, parent.OrchestrationInstance.ExecutionId, null, cancellationToken);
    }

    private Task<SendOutcome> SendAsync(
        string target, HistoryEvent @event, string? executionId, string? marker, CancellationToken cancellationToken) =>
        new SendMessage(hub, target).RunAsync(new PendingMessage(@event, executionId, marker), cancellationToken);
}
