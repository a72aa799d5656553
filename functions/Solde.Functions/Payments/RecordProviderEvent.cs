using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>
/// Applies one event of the provider. Events come twice, late and out of order: where one does not fit what is known,
/// the provider's object as it is now decides (PAY-03). What concerns nothing known here is kept and shown.
/// </summary>
internal static class RecordProviderEvent
{
    public static async Task HandleAsync(MessageContext context)
    {
        var message = JsonSerializer.Deserialize(context.Text, StripeJson.Default.StripeEvent)!;
        var meter = context.Services.GetRequiredService<WebhookMeter>();
        var happened = DateTimeOffset.FromUnixTimeSeconds(message.Created);
        var lag = context.Services.GetRequiredService<TimeProvider>().GetUtcNow() - happened;
        meter.Lag.Record(Math.Max(0, lag.TotalSeconds), KeyValuePair.Create<string, object?>("type", message.Type));
        switch (EventTypes.Of(message.Type))
        {
            case EventTreatment.Payment:
                await ApplyAsync(message, context);
                break;
            case EventTreatment.Refund:
                await RefundEvents.ApplyAsync(message, context);
                break;
            case EventTreatment.Dispute:
                await DisputeEvents.ApplyAsync(message, context);
                break;
            case EventTreatment.Payout:
                await PayoutEvents.ReadAsync(message, context);
                break;
            case EventTreatment.Keep:
                await KeepAsync(message, null, "nobody here handles this type", context);
                break;
            default:
                meter.Ignored.Add(1, KeyValuePair.Create<string, object?>("type", message.Type));
                break;
        }
    }

    private static async Task ApplyAsync(StripeEvent message, MessageContext context)
    {
        var intent = message.Data.Object.Deserialize(StripeJson.Default.StripePaymentIntent)!;
        if (ProviderMetadata.Of(intent.Metadata) is not { } owner)
        {
            await KeepAsync(message, null, "the payment was not made by us", context);
            return;
        }
        if (StripeOutcomes.Of(intent, DateTimeOffset.FromUnixTimeSeconds(message.Created), isCurrent: false) is not { } told)
        {
            await KeepAsync(message, owner.OrganisationId, "it says nothing about money", context);
            return;
        }
        if (await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(owner.OrganisationId, context.CancellationToken) is null)
        {
            // Under a name that is no organisation's, nobody would ever see it.
            await KeepAsync(message, null, "the organisation is not known here", context);
            return;
        }

        if (StripeOutcomes.IsReasonInCharge(told))
            told = await CurrentAsync(intent.Id, context) ?? told;
        if (StripeOutcomes.NeedsCustomer(told))
            told = await WithCustomerAskedAsync(told, owner, context);
        var effect = await ApplyAsync(told, owner, message, context);
        if (effect == OutcomeEffect.Contradicts && await CurrentAsync(intent.Id, context) is { } current)
            effect = await ApplyAsync(current, owner, message, context);

        if (effect == OutcomeEffect.UnknownPayment)
            await KeepAsync(message, owner.OrganisationId, "the payment is not known here", context);
        else if (effect == OutcomeEffect.Contradicts)
            await KeepAsync(message, owner.OrganisationId, "it contradicts what is known here", context);
    }

    private static Task<OutcomeEffect> ApplyAsync(
        ProviderOutcome outcome, ProviderMetadata owner, StripeEvent message, MessageContext context)
    {
        var command = Command.Of(owner.OrganisationId, "provider event " + message.Id, context);
        return context.Services.GetRequiredService<IReceivables>().ApplyOutcomeAsync(owner.AccountId, owner.PaymentId, outcome, command);
    }

    private static Task<ProviderOutcome?> CurrentAsync(string intent, MessageContext context) =>
        ProviderCharge.CurrentAsync(intent, context.Services, context.CancellationToken);

    /// <summary>
    /// What the provider calls a failure for want of the customer. Perhaps our own call died before it could ask for him: then he is asked
    /// now.
    /// </summary>
    private static async Task<ProviderOutcome> WithCustomerAskedAsync(ProviderOutcome told, ProviderMetadata owner, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IReceivables>()
            .FindPaymentAsync(owner.OrganisationId, owner.AccountId, owner.PaymentId, context.CancellationToken);
        var charge = new ChargeRequested(owner.OrganisationId, owner.AccountId, owner.PaymentId);
        return payment is null
            ? told
            : await AskCustomer.InsteadOfFailingAsync(told, charge, payment, context.Services, context.CancellationToken);
    }

    internal static Task KeepAsync(StripeEvent message, string? organisation, string why, MessageContext context) =>
        context.Services.GetRequiredService<UnmatchedEvents>().KeepAsync(organisation, message, why, context.CancellationToken);
}
