using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Partners;

/// <summary>Starts a round of a delivery. The message may come again, also after the round has ended: then it is left alone.</summary>
internal static class StartDelivery
{
    public static Task HandleAsync(DeliveryAsked message, MessageContext context) =>
        context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(DeliveryWorkflow),
            DeliveryWorkflow.InstanceOf(message.Delivery, message.Round),
            new DeliveryRun(message.Organisation, message.Delivery, message.Round, DeliveryRun.DefaultWaits),
            PartnersJson.Default.DeliveryRun,
            cancellationToken: context.CancellationToken);
}
