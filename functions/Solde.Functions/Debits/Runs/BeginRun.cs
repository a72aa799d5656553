using Solde.Functions.Aggregates;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>Starts the workflow of a run's leg. A message that comes twice finds it started.</summary>
internal static class BeginRun
{
    public static async Task HandleAsync(RunBegun message, MessageContext context)
    {
        var run = await context.Services.GetRequiredService<AggregateStore<DebitRun>>()
            .ReadAsync(message.Organisation, message.Run, context.CancellationToken);
        if (run.Head is not { IsUnderWay: true } head || head.Leg != message.Leg)
            return;
        var life = new RunLife(message.Organisation, run.Id, head.Leg, head.Month ?? "", head.IsDryRun, head.Cursor, head.Totals);
        await context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            head.Kind == RunKinds.Retry ? nameof(RetryWorkflow) : nameof(RunWorkflow),
            RunWorkflow.InstanceOf(run.Id, head.Leg),
            life,
            DebitsJson.Default.RunLife,
            cancellationToken: context.CancellationToken);
    }
}
