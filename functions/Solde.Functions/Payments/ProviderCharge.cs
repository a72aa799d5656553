using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>One charge at the provider, which knows it by our key for a day and by its metadata for ever.</summary>
internal static class ProviderCharge
{
    private static readonly TimeSpan KeyIsRemembered = TimeSpan.FromHours(23);

    /// <summary>Makes the charge, or finds the one that was made. Null for a state that says nothing about money yet.</summary>
    /// <exception cref="ProviderOutageException">The provider turned the call away unread: it may be made again at once.</exception>
    public static async Task<ProviderOutcome?> MakeAsync(
        ChargeRequested charge, RequestedPayment payment, IServiceProvider services, CancellationToken cancellation)
    {
        var stripe = services.GetRequiredService<StripeClient>();
        var clock = services.GetRequiredService<TimeProvider>();
        var payer = await services.GetRequiredService<AggregateStore<Payer>>().ReadAsync(charge.Organisation, charge.Account, cancellation);
        try
        {
            var made = clock.GetUtcNow() - payment.CreatedAt < KeyIsRemembered
                ? null
                : await FindMadeAsync(charge, payment, payer, stripe, cancellation);
            var charged = made is not null ? new StripeAnswer<StripePaymentIntent>(made, null) : await stripe.PostAsync(
                "/v1/payment_intents",
                Form(charge, payment, payer),
                $"charge/{charge.Organisation}/{charge.Account}/{charge.Payment}",
                StripeJson.Default.StripePaymentIntent,
                cancellation);
            var now = clock.GetUtcNow();
            var outcome = charged.Error is { } error
                ? StripeOutcomes.Of(error, now)
                : StripeOutcomes.Of(charged.Object!, now, isCurrent: true);
            return outcome is not null && StripeOutcomes.NeedsCustomer(outcome)
                ? await AskCustomer.InsteadOfFailingAsync(outcome, charge, payment, services, cancellation)
                : outcome;
        }
        catch (ProviderOutageException outage) when (!outage.IsNotDone)
        {
            return new ProviderOutcome(null, PaymentStates.Unknown, null, null, clock.GetUtcNow(), IsCurrent: true);
        }
    }

    /// <summary>
    /// The provider's word on an intent as it is now, with the bank's reason where it failed; null where it says nothing about money.
    /// </summary>
    public static async Task<ProviderOutcome?> CurrentAsync(string intent, IServiceProvider services, CancellationToken cancellation)
    {
        var answer = await services.GetRequiredService<StripeClient>().GetAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(intent)}?expand[0]=latest_charge",
            StripeJson.Default.StripePaymentIntent,
            cancellation);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return answer.Object is { } found ? StripeOutcomes.Of(found, now, isCurrent: true) : null;
    }

    /// <summary>
    /// The provider forgets keys after a day: then a call made again could charge again, so what it has is looked
    /// through first.
    /// </summary>
    private static async Task<StripePaymentIntent?> FindMadeAsync(
        ChargeRequested charge, RequestedPayment payment, Payer payer, StripeClient stripe, CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"/v1/payment_intents?customer={payer.Head!.Customer}&created[gte]={payment.CreatedAt.ToUnixTimeSeconds() - 300}&limit=100");
            var page = await stripe.GetAsync(
                after is null ? path : $"{path}&starting_after={after}", StripeJson.Default.StripePaymentIntentList, cancellation);
            if (page.Object is not { } list)
                throw new ProviderOutageException($"The provider does not list the customer's payments: {page.Error?.Code ?? page.Error?.Type}.");
            if (list.Data.FirstOrDefault(intent => ProviderMetadata.Of(intent.Metadata)?.PaymentId == charge.Payment) is { } made)
                return made;
            if (!list.HasMore)
                return null;
            after = list.Data[^1].Id;
        }
    }

    private static List<KeyValuePair<string, string>> Form(ChargeRequested charge, RequestedPayment payment, Payer payer)
    {
        var method = payer.Methods[payment.PaymentMethod];
        return
        [
            new("amount", payment.Amount.Minor.ToString(CultureInfo.InvariantCulture)),
            new("currency", payment.Amount.Currency.ToLowerInvariant()),
            new("customer", payer.Head!.Customer),
            new("payment_method", method.Reference),
            new("payment_method_types[0]", method.Type),
            new("confirm", "true"),
            new("off_session", "true"),
            new(ProviderMetadata.Organisation, charge.Organisation),
            new(ProviderMetadata.Account, charge.Account),
            new(ProviderMetadata.Payment, charge.Payment),
        ];
    }
}
