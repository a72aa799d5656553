using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>The provider's word on a refund: the account takes it, and the workflow that waits for it is woken.</summary>
internal static class RefundEvents
{
    public static async Task ApplyAsync(StripeEvent message, MessageContext context)
    {
        var refund = message.Data.Object.Deserialize(StripeJson.Default.StripeRefund)!;
        if (StripeRefunds.PartOf(refund) is not { } part)
        {
            await RecordProviderEvent.KeepAsync(message, null, "the refund was not made by us", context);
            return;
        }
        var command = Command.Of(part.Organisation, "provider event " + message.Id, context);
        var standing = await context.Services.GetRequiredService<IRefunds>()
            .ApplyWordAsync(part, StripeRefunds.WordOf(refund, DateTimeOffset.FromUnixTimeSeconds(message.Created)), command);
        if (standing.Effect is OutcomeEffect.UnknownPayment or OutcomeEffect.Contradicts)
        {
            var why = standing.Effect == OutcomeEffect.Contradicts ? "it contradicts what is known here" : "the refund is not known here";
            await RecordProviderEvent.KeepAsync(message, standing.State is null ? null : part.Organisation, why, context);
            return;
        }
        // Also for what was known before: perhaps an earlier delivery died between the account and the workflow.
        if (!RefundPartStates.IsUnderWay(standing.State!))
        {
            await context.Services.GetRequiredService<DurableTaskClient>().RaiseEventAsync(
                RefundWorkflow.InstanceOf(part.Refund),
                RefundWorkflow.WordOn(part.Part),
                new PartStanding(standing.State!),
                PaymentsJson.Default.PartStanding,
                context.CancellationToken);
        }
    }
}
