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
        if (await OwnerAsync(dispute, context) is not { } owner)
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
        var effect = await context.Services.GetRequiredService<IReceivables>()
            .ReturnPaymentAsync(owner.AccountId, owner.PaymentId, taken, command);
        if (effect == OutcomeEffect.UnknownPayment)
            await RecordProviderEvent.KeepAsync(message, null, "the payment is not known here", context);
        else if (effect == OutcomeEffect.Contradicts)
            await RecordProviderEvent.KeepAsync(message, owner.OrganisationId, "it contradicts what is known here", context);
    }

    /// <summary>A dispute carries no word of ours: the payment that it is about does.</summary>
    private static async Task<ProviderMetadata?> OwnerAsync(StripeDispute dispute, MessageContext context)
    {
        if (dispute.PaymentIntent is null)
            return null;
        var intent = await context.Services.GetRequiredService<StripeClient>().GetAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(dispute.PaymentIntent)}", StripeJson.Default.StripePaymentIntent, context.CancellationToken);
        return ProviderMetadata.Of(intent.Object?.Metadata);
    }
}
