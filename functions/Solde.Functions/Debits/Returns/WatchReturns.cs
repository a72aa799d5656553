using Solde.Functions.Aggregates;
using Solde.Functions.Organisations;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>
/// Every few minutes: where files lie in a folder, or wait to be applied, their workflow begins. One that is under way goes on; one that
/// failed begins again where it stood.
/// </summary>
internal static class WatchReturns
{
    private static readonly StartOrchestrationOptions Anew = new(ExistingInstance.ReplaceEnded);

    public static async Task RunAsync(TimerContext context)
    {
        var services = context.Services;
        var organisations = services.GetRequiredService<IOrganisationDirectory>();
        var runs = new HashSet<ReturnRun>();
        await foreach (var run in services.GetRequiredService<ReturnFolder>().FilledAsync(context.CancellationToken))
        {
            // A folder that somebody made under another name belongs to nobody, and stays.
            if (await organisations.FindAsync(run.Organisation, context.CancellationToken) is not null)
                runs.Add(run);
        }
        await foreach (var run in services.GetRequiredService<WaitingReturns>().AllAsync(context.CancellationToken))
        {
            if (await IsWaitingAsync(run, services, context.CancellationToken))
                runs.Add(run);
        }
        foreach (var run in runs)
        {
            await services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
                nameof(ReturnWorkflow), ReturnWorkflow.InstanceOf(run), run, DebitsJson.Default.ReturnRun, Anew, context.CancellationToken);
        }
    }

    /// <summary>False where nothing is left: then the row that said so goes, unless it was written again.</summary>
    private static async Task<bool> IsWaitingAsync(ReturnRun run, IServiceProvider services, CancellationToken cancellation)
    {
        var waiting = services.GetRequiredService<WaitingReturns>();
        var row = await waiting.FindAsync(run, cancellation);
        var register = await services.GetRequiredService<AggregateStore<ReturnRegister>>()
            .ReadAsync(run.Organisation, run.Agreement, cancellation);
        if (register.Next is not null)
            return true;
        if (row is not null)
            await waiting.RemoveAsync(row, cancellation);
        return false;
    }
}
