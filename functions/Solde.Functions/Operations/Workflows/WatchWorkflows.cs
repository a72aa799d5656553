using Solde.Platform.Durable;
using Solde.Platform.Hosting;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Operations;

/// <summary>Counts the workflows that stand still, so that an alert can tell a person.</summary>
internal static class WatchWorkflows
{
    public static async Task RunAsync(TimerContext context)
    {
        var hub = context.Services.GetRequiredService<DurableTaskClient>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var counts = StuckWorkflow.Statuses.ToDictionary(status => status, _ => 0);
        await foreach (var found in hub.GetAllInstancesAsync(new OrchestrationQuery(Statuses: StuckWorkflow.Statuses), context.CancellationToken))
        {
            if (StuckWorkflow.Is(found, now))
                counts[found.RuntimeStatus]++;
        }
        var meter = context.Services.GetRequiredService<WorkflowMeter>();
        // Also those of which there is none: an alert ends by that.
        foreach (var (status, count) in counts)
            meter.LookedAt(StuckWorkflow.Word(status), count);
    }
}
