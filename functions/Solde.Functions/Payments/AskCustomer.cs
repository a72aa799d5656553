using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>
/// A charge without the customer that his bank wants to see him for (PAY-07). The same intent is confirmed again, with the same method and
/// with him there: it then waits for him, and there is never a second charge.
/// </summary>
internal static class AskCustomer
{
    /// <summary>
    /// The provider's word once he could be asked; the failure itself where nothing says where he comes back to. Done again it finds what
    /// was done: the key is that of the failed attempt, and an intent that went on since is left alone.
    /// </summary>
    /// <exception cref="ProviderOutageException">No usable answer came.</exception>
    public static async Task<ProviderOutcome> InsteadOfFailingAsync(
        ProviderOutcome failed, ChargeRequested charge, RequestedPayment payment, IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetRequiredService<CustomerSettings>().ReturnUrl is not { } returnUrl)
            return failed;
        var intent = failed.Intent!;
        // What was told may be an old story, or an answer saved under our key.
        var current = await ProviderCharge.CurrentAsync(intent, services, cancellation) ?? failed;
        if (!StripeOutcomes.NeedsCustomer(current))
            return current;

        var payer = await services.GetRequiredService<AggregateStore<Payer>>().ReadAsync(charge.Organisation, charge.Account, cancellation);
        await services.GetRequiredService<StripeClient>().PostAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(intent)}/confirm",
            [
                new("payment_method", payer.Methods[payment.PaymentMethod].Reference),
                new("off_session", "false"),
                new("return_url", returnUrl.AbsoluteUri),
            ],
            $"ask/{charge.Organisation}/{charge.Account}/{charge.Payment}/{current.FailedAttempt!.Id}",
            StripeJson.Default.StripePaymentIntent,
            cancellation);
        // Not the answer, which may be a saved one, too; and of a refusal the intent tells the same.
        return await ProviderCharge.CurrentAsync(intent, services, cancellation) ?? current;
    }
}
