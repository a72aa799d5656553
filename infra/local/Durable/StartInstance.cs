using Azure;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>What was found where an instance was to be started.</summary>
internal enum StartOutcome
{
    Started,

    /// <summary>An instance with this id has not ended: nothing is changed.</summary>
    Runs,

    /// <summary>This very start was carried out before.</summary>
    WasStarted,
}

/// <summary>Starts an instance: one insert. One with the same id that has ended is replaced.</summary>
internal sealed class StartInstance(HubContext hub, ExecutionStartedEvent start)
{
    private readonly string instanceId = start.OrchestrationInstance.InstanceId;

    public Task<StartOutcome> RunAsync(CancellationToken cancellationToken) =>
        // Not read first: mostly there is nothing, and the insert itself tells.
        hub.Registry.UseAsync(instanceId, instance => StartAsync(instance, cancellationToken), cancellationToken, load: false);

    private async Task<StartOutcome> StartAsync(Instance instance, CancellationToken cancellationToken)
    {
        var now = hub.Now;
        var head = new InstanceHead
        {
            InstanceId = instanceId,
            Name = start.Name,
            Version = start.Version,
            ExecutionId = start.OrchestrationInstance.ExecutionId,
            Created = now,
            Updated = now,
            Input = start.Input,
            Parent = start.ParentInstance,
            TraceParent = start.ParentTraceContext?.TraceParent,
        };
        try
        {
            var isUnknown = instance is { IsLoaded: false, Head: null };
            if (isUnknown && await TryAddAsync(instance, head, cancellationToken)) return StartOutcome.Started;
            if (!instance.IsLoaded) await hub.Registry.LoadAsync(instance, cancellationToken);
            if (instance.Head is null)
                return await TryAddAsync(instance, head, cancellationToken) ? StartOutcome.Started : StartOutcome.Runs;
            if (instance.Head.ExecutionId == head.ExecutionId) return StartOutcome.Started;
            if (IsSameChild(instance.Head)) return StartOutcome.WasStarted;
            if (!instance.Head.HasEnded) return StartOutcome.Runs;
            await ReplaceAsync(instance, head, cancellationToken);
            return StartOutcome.Started;
        }
        catch
        {
            hub.ReadAgain(instance);
            throw;
        }
    }

    private bool IsSameChild(InstanceHead existing) =>
        start.ParentInstance is { } parent
        && existing.Parent is { } other
        && parent.TaskScheduledId == other.TaskScheduledId
        && parent.OrchestrationInstance.Equals(other.OrchestrationInstance);

    private async Task<bool> TryAddAsync(Instance instance, InstanceHead head, CancellationToken cancellationToken)
    {
        var before = new List<TableEntity>();
        var row = HeadRow.Whole(head, before);
        try
        {
            await hub.Table.WriteBeforeAsync(before, cancellationToken);
            Begin(instance, head with { ETag = await hub.Table.AddAsync(row, cancellationToken) }, before);
            return true;
        }
        catch (RequestFailedException there) when (there.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            instance.Rubbish.AddRange(before.Select(value => value.RowKey));
            return false;
        }
    }

    // Its inbox is emptied before the new execution is there, its other rows after: they count no more.
    private async Task ReplaceAsync(Instance instance, InstanceHead head, CancellationToken cancellationToken)
    {
        var keys = await hub.Table.KeysAsync(instanceId, cancellationToken);
        bool IsIn(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);
        await hub.Table.DeleteAsync(instanceId, keys.Where(key => IsIn(key, RowKeys.InboxPrefix)), cancellationToken);
        var before = new List<TableEntity>();
        var row = HeadRow.Whole(head, before);
        await hub.Table.WriteBeforeAsync(before, cancellationToken);
        var tag = await hub.Table.SubmitAsync(
            [new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, instance.Head!.ETag)], cancellationToken);
        instance.Rubbish.AddRange(keys.Where(key => IsIn(key, RowKeys.HistoryPrefix) || IsIn(key, RowKeys.ValuePrefix)));
        Begin(instance, head with { ETag = tag }, before);
    }

    private void Begin(Instance instance, InstanceHead head, List<TableEntity> before)
    {
        instance.BeginExecution(head);
        instance.History.RowKeys.AddRange(before.Select(value => value.RowKey));
        hub.GoOn(instance);
    }
}
