using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Functions.Payments.Stripe;

/// <summary>The provider's words put into ours.</summary>
internal static class StripeOutcomes
{
    /// <summary>What an intent says of a failed SEPA debit: the bank's reason is in its charge only.</summary>
    private const string AttemptFailed = "payment_intent_payment_attempt_failed";

    /// <summary>The bank wants the customer, and nobody was there: the provider calls it a failure, and it is none yet (PAY-07).</summary>
    private const string CustomerNeeded = "authentication_required";

    /// <summary>Our own code: he was asked, and did nothing for as long as he was waited for.</summary>
    private const string CustomerDidNothing = "customer_did_nothing";

    public static bool NeedsCustomer(ProviderOutcome outcome) =>
        outcome is { State: PaymentStates.Failed, Intent: not null, FailedAttempt.DeclineCode: CustomerNeeded };

    /// <summary>The failure's reason is known only to who asks for the intent with its charge.</summary>
    public static bool IsReasonInCharge(ProviderOutcome outcome) => outcome.FailedAttempt?.DeclineCode == AttemptFailed;

    /// <summary>Null for a state that says nothing about money yet.</summary>
    public static ProviderOutcome? Of(StripePaymentIntent intent, DateTimeOffset at, bool isCurrent)
    {
        var state = intent.Status switch
        {
            "processing" => PaymentStates.Pending,
            "requires_action" => PaymentStates.AwaitingCustomer,
            "succeeded" => PaymentStates.Succeeded,
            // By us, see CustomerWaitSteps: it failed for want of the customer, and what it asked for can be asked for again.
            "canceled" when intent.CancellationReason == "abandoned" => PaymentStates.Failed,
            "canceled" => PaymentStates.Cancelled,
            "requires_payment_method" when intent.LastPaymentError is not null => PaymentStates.Failed,
            _ => null,
        };
        if (state is null)
            return null;
        var received = state == PaymentStates.Succeeded ? new Money(
            intent.AmountReceived, intent.Currency.ToUpperInvariant()) : (Money?)null;
        var attempt = state switch
        {
            PaymentStates.Failed when intent.Status == "canceled" => new PaymentAttempt($"{intent.Id}-abandoned", CustomerDidNothing, at),
            PaymentStates.Failed => Attempt(intent, intent.LastPaymentError!, at),
            _ => null,
        };
        return new ProviderOutcome(intent.Id, state, received, attempt, at, isCurrent);
    }

    /// <summary>The provider refused; there may be an intent all the same.</summary>
    public static ProviderOutcome Of(StripeError error, DateTimeOffset at) => error.PaymentIntent is { } intent
        ? new ProviderOutcome(intent.Id, PaymentStates.Failed, null, Attempt(intent, error, at), at, IsCurrent: true)
        : new ProviderOutcome(
            null, PaymentStates.Failed, null, new PaymentAttempt("refused-" + CodeOf(error), CodeOf(error), at), at, IsCurrent: true);

    /// <summary>Named by the charge, which every telling of the same failure carries.</summary>
    private static PaymentAttempt Attempt(StripePaymentIntent intent, StripeError error, DateTimeOffset at) =>
        new(error.Charge ?? intent.LatestChargeId ?? $"{intent.Id}-{CodeOf(error)}", CodeOf(intent, error), at);

    private static string CodeOf(StripePaymentIntent intent, StripeError error) =>
        error.Code == AttemptFailed ? intent.LatestChargeFailure ?? AttemptFailed : CodeOf(error);

    private static string CodeOf(StripeError error) => error.DeclineCode ?? error.Code ?? error.Type;
}
