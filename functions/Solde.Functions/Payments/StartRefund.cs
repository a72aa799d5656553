using Solde.Functions.Accounts;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Starts a refund's workflow. The message may come again, also after the workflow has ended: then it is left alone.</summary>
internal static class StartRefund
{
    public static Task HandleAsync(RefundBegun message, MessageContext context) =>
        context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(RefundWorkflow),
            RefundWorkflow.InstanceOf(message.Refund),
            new RefundRun(message.Organisation, message.Account, message.Refund, message.Parts, RefundPatience.Default),
            PaymentsJson.Default.RefundRun,
            cancellationToken: context.CancellationToken);
}
