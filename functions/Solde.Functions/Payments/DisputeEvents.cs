using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>
/// A dispute was opened, changed or decided (PAY-10). Its events come in any order, so each only says where to look: the provider's dispute
/// as it is now is taken in. A debit that the bank returned after it had succeeded is shown in this way, too (PAY-15).
/// </summary>
internal static class DisputeEvents
{
    public static async Task ApplyAsync(StripeEvent message, MessageContext context)
    {
        var dispute = await CurrentAsync(message.Data.Object.Deserialize(StripeJson.Default.StripeDispute)!, context);
        if (await IntentAsync(dispute, context) is not { } intent || ProviderMetadata.Of(intent.Metadata) is not { } owner)
        {
            await RecordProviderEvent.KeepAsync(message, null, "the payment was not made by us", context);
            return;
        }
        // The time of the event rather than now: the same event again tells the same.
        if (StripeDisputes.Of(dispute, DateTimeOffset.FromUnixTimeSeconds(message.Created)) is not { } told)
        {
            await RecordProviderEvent.KeepAsync(message, owner.OrganisationId, "it says nothing about money", context);
            return;
        }
        var command = Command.Of(owner.OrganisationId, "provider event " + message.Id, context);
        var receivables = context.Services.GetRequiredService<IReceivables>();
        var effect = await receivables.TakeDisputeAsync(owner.AccountId, owner.PaymentId, told, command);
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (effect == OutcomeEffect.Contradicts && StripeOutcomes.Of(intent, now, isCurrent: true) is { } current)
        {
            // Perhaps the word that the money had come is still on its way: the provider's object has it.
            await receivables.ApplyOutcomeAsync(owner.AccountId, owner.PaymentId, current, command);
            effect = await receivables.TakeDisputeAsync(owner.AccountId, owner.PaymentId, told, command);
        }
        if (effect == OutcomeEffect.UnknownPayment)
            await RecordProviderEvent.KeepAsync(message, null, "the payment is not known here", context);
        else if (effect == OutcomeEffect.Contradicts)
            await RecordProviderEvent.KeepAsync(message, owner.OrganisationId, "it contradicts what is known here", context);
    }

    private static async Task<StripeDispute> CurrentAsync(StripeDispute told, MessageContext context)
    {
        var answer = await context.Services.GetRequiredService<StripeClient>().GetAsync(
            $"/v1/disputes/{Uri.EscapeDataString(told.Id)}", StripeJson.Default.StripeDispute, context.CancellationToken);
        return answer.Object ?? told;
    }

    /// <summary>A dispute carries no word of ours: the payment that it is about does.</summary>
    private static async Task<StripePaymentIntent?> IntentAsync(StripeDispute dispute, MessageContext context)
    {
        if (dispute.PaymentIntent is null)
            return null;
        var answer = await context.Services.GetRequiredService<StripeClient>().GetAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(dispute.PaymentIntent)}", StripeJson.Default.StripePaymentIntent, context.CancellationToken);
        return answer.Object;
    }
}
