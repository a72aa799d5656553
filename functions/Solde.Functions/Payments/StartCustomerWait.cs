using Solde.Functions.Accounts;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Starts the wait for a customer who is asked to confirm a payment.</summary>
internal static class StartCustomerWait
{
    public static Task HandleAsync(CustomerNeeded message, MessageContext context) =>
        context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(CustomerWaitWorkflow),
            CustomerWaitWorkflow.InstanceOf(message),
            CustomerWait.Of(message, context.Services.GetRequiredService<CustomerSettings>().Patience),
            PaymentsJson.Default.CustomerWait,
            cancellationToken: context.CancellationToken);
}
