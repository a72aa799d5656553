namespace Solde.Local.Durable;

/// <summary>Deletes all that there is of an instance that has ended.</summary>
internal sealed class PurgeInstance(HubContext hub, string instanceId)
{
    /// <returns>False when there is no such instance, or it has not ended.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var done = await hub.Registry.UseAsync(instanceId, instance => PurgeAsync(instance, cancellationToken), cancellationToken);
            if (done is { } purged) return purged;
            await new DeliverMessages(hub, instanceId).RunAsync(cancellationToken);
        }
    }

    private async Task<bool?> PurgeAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Head is not { HasEnded: true }) return false;
        // Its parent still has to hear of its end.
        if (instance.Outgoing.Count > 0) return null;
        var keys = await hub.Table.KeysAsync(instanceId, cancellationToken);
        // The head last: as long as it is there, somebody can ask again.
        await hub.Table.DeleteAsync(instanceId, keys.Where(key => key != RowKeys.Head), cancellationToken);
        await hub.Table.DeleteAsync(instanceId, [RowKeys.Head], cancellationToken);
        instance.Rubbish.Clear();
        instance.Head = null;
        return true;
    }
}
