using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>
/// A dispute that is closed. The provider shows a debit that the bank returned after it had succeeded in this way, too. Lost means that
/// the money is gone (PAY-15).
/// </summary>
internal static class DisputeEvents
{
    public static async Task ApplyAsync(StripeEvent message, MessageContext context)
    {
        var dispute = message.Data.Object.Deserialize(StripeJson.Default.StripeDispute)!;
        if (await IntentAsync(dispute, context) is not { } intent || ProviderMetadata.Of(intent.Metadata) is not { } owner)
        {
            await RecordProviderEvent.KeepAsync(message, null, "the payment was not made by us", context);
            return;
        }
        if (dispute.Status != "lost")
        {
            await RecordProviderEvent.KeepAsync(message, owner.OrganisationId, "it says nothing about money", context);
            return;
        }
        var taken = new PaymentReturn(
            dispute.Id,
            new Money(dispute.Amount, dispute.Currency.ToUpperInvariant()),
            dispute.Reason,
            DateTimeOffset.FromUnixTimeSeconds(message.Created));
        var command = Command.Of(owner.OrganisationId, "provider event " + message.Id, context);
        var receivables = context.Services.GetRequiredService<IReceivables>();
        var effect = await receivables.ReturnPaymentAsync(owner.AccountId, owner.PaymentId, taken, command);
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (effect == OutcomeEffect.Contradicts && StripeOutcomes.Of(intent, now, isCurrent: true) is { } current)
        {
            // Perhaps the word that the money had come is still on its way: the provider's object has it.
            await receivables.ApplyOutcomeAsync(owner.AccountId, owner.PaymentId, current, command);
            effect = await receivables.ReturnPaymentAsync(owner.AccountId, owner.PaymentId, taken, command);
        }
        if (effect == OutcomeEffect.UnknownPayment)
            await RecordProviderEvent.KeepAsync(message, null, "the payment is not known here", context);
        else if (effect == OutcomeEffect.Contradicts)
            await RecordProviderEvent.KeepAsync(message, owner.OrganisationId, "it contradicts what is known here", context);
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
