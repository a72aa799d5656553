using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Local.Hosting;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>Calls an activity. Its result is kept in memory until the next turn: a crash before that runs it again.</summary>
internal sealed class RunActivity(HubContext hub, string instanceId, string executionId, int taskId, TaskScheduledEvent task, string? traceParent)
{
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isWanted = false;
        await hub.Registry.UseIfKnownAsync(instanceId, instance => isWanted = IsWantedBy(instance), cancellationToken);
        if (!isWanted) return true;
        if (await CallAsync(cancellationToken) is not { } result) return false;
        await hub.Registry.UseIfKnownAsync(instanceId, instance => Arrive(instance, result), cancellationToken);
        return true;
    }

    private bool IsWantedBy(Instance instance) => instance.Runs(executionId) && instance.History.OpenTasks.ContainsKey(taskId);

    private void Arrive(Instance instance, HistoryEvent result)
    {
        if (!IsWantedBy(instance)) return;
        instance.Arrivals.Add(new Arrival(hub.NextOrder(), HistoryEvents.New(hub.Now, result), executionId, RowKey: null));
        hub.GoOn(instance);
    }

    private async Task<HistoryEvent?> CallAsync(CancellationToken cancellationToken)
    {
        if (!hub.Functions.Has(DurableKind.Activity, task.Name))
            return Failed("ActivityMissing", HistoryEvents.WhyMissing(DurableKind.Activity, task.Name));
        switch (await hub.Functions.CallAsync(DurableKind.Activity, task.Name, task.Input ?? "null", traceParent, cancellationToken))
        {
            case CallEnd.Answered answer:
                return new() { TaskCompleted = new() { TaskScheduledId = taskId, Result = ResultOf(answer.ReturnValue) } };
            case CallEnd.Failed failed:
                hub.Options.Log($"{task.Name} (for {instanceId}) has failed: {failed.Reason}");
                return Failed("ActivityFailed", $"Function '{task.Name}' failed with an unhandled exception.");
            case CallEnd.NoAnswer none:
                hub.Options.Log($"{task.Name} (for {instanceId}) is called again: {none.Reason}");
                return null;
            default:
                throw new InvalidOperationException("A call has ended in a way that nobody knows.");
        }
    }

    private HistoryEvent Failed(string type, string message) =>
        new() { TaskFailed = new() { TaskScheduledId = taskId, FailureDetails = HistoryEvents.Failure(type, message) } };

    /// <summary>The output's JSON. A string that is none by itself is the output, not its JSON.</summary>
    private static string? ResultOf(JsonNode? value)
    {
        if (value.AsText() is not { } text) return value?.ToJsonString(JsonReading.Written);
        try
        {
            using var json = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            return value!.ToJsonString(JsonReading.Written);
        }
    }
}
