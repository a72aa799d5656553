using System.Text.Json;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Whatever happened to a payout, it is read again: the same event twice starts one reading.</summary>
internal static class PayoutEvents
{
    public static Task ReadAsync(StripeEvent message, MessageContext context)
    {
        var payout = message.Data.Object.Deserialize(StripeJson.Default.StripePayout)!;
        return context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(PayoutWorkflow),
            PayoutWorkflow.InstanceOf(message.Id),
            new PayoutReading(payout.Id, null),
            PaymentsJson.Default.PayoutReading,
            cancellationToken: context.CancellationToken);
    }
}
