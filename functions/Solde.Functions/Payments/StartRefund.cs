using Solde.Functions.Accounts;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Starts a refund's workflow. The message may come again, also after the workflow has ended: then it is left alone.</summary>
internal static class StartRefund
{
    public static async Task HandleAsync(RefundBegun message, MessageContext context)
    {
        var parts = await context.Services.GetRequiredService<IRefunds>()
            .OnlinePartsAsync(message.Organisation, message.Account, message.Refund, context.CancellationToken);
        if (parts.Count == 0)
            return;
        await context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(RefundWorkflow),
            RefundWorkflow.InstanceOf(message.Refund),
            new RefundRun(message.Organisation, message.Account, message.Refund, parts, RefundPatience.Default),
            PaymentsJson.Default.RefundRun,
            cancellationToken: context.CancellationToken);
    }
}
