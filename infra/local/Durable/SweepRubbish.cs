namespace Solde.Local.Durable;

/// <summary>Deletes rows that nothing refers to. Nobody waits for it, and a crash before it leaves them to the next start.</summary>
internal sealed class SweepRubbish(HubContext hub, string instanceId)
{
    public Task<bool> RunAsync(CancellationToken cancellationToken) => hub.Registry.UseAsync(
        instanceId,
        async instance =>
        {
            await hub.Table.DeleteAsync(instanceId, [.. instance.Rubbish], cancellationToken);
            instance.Rubbish.Clear();
            instance.SweepIsQueued = false;
            return true;
        },
        cancellationToken);
}
