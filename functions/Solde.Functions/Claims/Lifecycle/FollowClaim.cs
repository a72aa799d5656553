using Solde.Functions.Aggregates;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Claims;

/// <summary>A file changed: its lists show it anew, and where it moved its workflow looks at it, or begins.</summary>
internal static class FollowClaim
{
    private static readonly StartOrchestrationOptions Anew = new(ExistingInstance.ReplaceEnded);

    public static async Task HandleAsync(ClaimChanged message, MessageContext context)
    {
        var file = await context.Services.GetRequiredService<AggregateStore<ClaimFile>>()
            .ReadAsync(message.Organisation, message.Claim, context.CancellationToken);
        await context.Services.GetRequiredService<ClaimIndex>()
            .PutAsync(message.Organisation, file.Id, file.Head!, context.CancellationToken);
        if (message.Moved)
            await WakeAsync(message, file, context);
    }

    private static async Task WakeAsync(ClaimChanged message, ClaimFile file, MessageContext context)
    {
        var client = context.Services.GetRequiredService<DurableTaskClient>();
        var (instance, run) = (ClaimWorkflow.InstanceOf(file.Id), new ClaimRun(message.Organisation, file.Id));
        // One that is under way stays; a file that has ended needs none to begin.
        if (!ClaimStates.IsEnded(file.State))
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ClaimWorkflow), instance, run, ClaimsJson.Default.ClaimRun, Anew, context.CancellationToken);
        }
        await client.RaiseEventAsync(instance, ClaimWorkflow.Moved, run, ClaimsJson.Default.ClaimRun, context.CancellationToken);
    }
}
