using Solde.Functions.Accounts;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

internal sealed class CustomerLinks(IReceivables receivables, StripeClient stripe) : ICustomerLinks
{
    public async Task<string?> FindAsync(string organisation, string account, string payment, CancellationToken cancellation)
    {
        var found = await receivables.FindPaymentAsync(organisation, account, payment, cancellation);
        if (found is not { State: PaymentStates.AwaitingCustomer, Intent: { } intent })
            return null;
        var answer = await stripe.GetAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(intent)}", StripeJson.Default.StripePaymentIntent, cancellation);
        return answer.Object?.CustomerLink;
    }
}
