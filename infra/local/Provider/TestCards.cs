namespace Solde.Local.Provider;

/// <summary>Why a card was refused, in the provider's codes.</summary>
internal sealed record Decline(string Code, string DeclineCode, string Message)
{
    public string? Parameter { get; init; }

    /// <summary>What the issuer advises: <c>try_again_later</c>, <c>do_not_try_again</c> or <c>confirm_card_data</c>.</summary>
    public string? AdviceCode { get; init; }
}

internal enum RefundCourse
{
    Succeeds,
    PendsThenSucceeds,
    SucceedsThenFails,
}

/// <summary>A test card: how it looks, and how it behaves.</summary>
internal sealed record TestCard(string Name, string Brand, string Last4)
{
    public string Funding { get; init; } = "credit";

    public Decline? Decline { get; init; }

    /// <summary>Most declining cards are refused already when they are attached to a customer; this one only when it is charged.</summary>
    public bool AttachesAllTheSame { get; init; }

    public bool NeedsAuthentication { get; init; }

    public string? DisputedAs { get; init; }

    public RefundCourse Refund { get; init; }
}

/// <summary>
/// The documented test cards that matter here, named as in <c>pm_card_visa</c> (payment method) and <c>tok_visa</c> (token); the brand
/// before a decline (<c>pm_card_visa_chargeDeclined</c>) may be left out.
/// </summary>
internal static class TestCards
{
    private const string MethodPrefix = "pm_card_";
    private const string TokenPrefix = "tok_";

    private const string TryLater = "try_again_later";
    private const string Never = "do_not_try_again";
    private const string ConfirmData = "confirm_card_data";

    public static readonly Decline AuthenticationRequired = new(
        "authentication_required", "authentication_required", "The card's issuer wants the customer to authenticate this payment.");

    public static readonly Decline AuthenticationNotHandled = AuthenticationRequired with { DeclineCode = "authentication_not_handled" };

    private static readonly Dictionary<string, TestCard> ByName = new TestCard[]
    {
        new("visa", "visa", "4242"),
        new("visa_debit", "visa", "5556") { Funding = "debit" },
        new("mastercard", "mastercard", "4444"),
        new("amex", "amex", "8431"),
        Declining("chargeDeclined", "0002", "card_declined", "generic_decline", TryLater),
        Declining("chargeDeclinedInsufficientFunds", "9995", "card_declined", "insufficient_funds", TryLater),
        Declining("chargeDeclinedLostCard", "9987", "card_declined", "lost_card", Never),
        Declining("chargeDeclinedStolenCard", "9979", "card_declined", "stolen_card", Never),
        Declining("chargeDeclinedVelocityLimitExceeded", "6975", "card_declined", "card_velocity_exceeded", TryLater),
        Declining("chargeDeclinedFraudulent", "0019", "card_declined", "fraudulent", null),
        Declining("chargeDeclinedExpiredCard", "0069", "expired_card", "expired_card", ConfirmData, "exp_month"),
        Declining("chargeDeclinedIncorrectCvc", "0127", "incorrect_cvc", "incorrect_cvc", ConfirmData, "cvc"),
        Declining("chargeDeclinedProcessingError", "0119", "processing_error", "processing_error", TryLater),
        Declining("chargeCustomerFail", "0341", "card_declined", "generic_decline", TryLater) with { AttachesAllTheSame = true },
        new("authenticationRequired", "visa", "3184") { NeedsAuthentication = true },
        new("createDispute", "visa", "0259") { DisputedAs = "fraudulent" },
        new("createDisputeProductNotReceived", "visa", "2685") { DisputedAs = "product_not_received" },
        new("pendingRefund", "visa", "7726") { Refund = RefundCourse.PendsThenSucceeds },
        new("refundFail", "visa", "5126") { Refund = RefundCourse.SucceedsThenFails },
    }.ToDictionary(card => card.Name, StringComparer.Ordinal);

    public static bool IsWellKnown(string paymentMethodId) => paymentMethodId.StartsWith(MethodPrefix, StringComparison.Ordinal);

    public static TestCard? ByMethod(string id) => IsWellKnown(id) ? Find(id[MethodPrefix.Length..]) : null;

    public static TestCard? ByToken(string? token) =>
        token?.StartsWith(TokenPrefix, StringComparison.Ordinal) == true ? Find(token[TokenPrefix.Length..]) : null;

    public static TestCard? Find(string name) =>
        ByName.GetValueOrDefault(name.StartsWith("visa_charge", StringComparison.Ordinal) ? name["visa_".Length..] : name);

    private static TestCard Declining(
        string name, string last4, string code, string declineCode, string? adviceCode, string? parameter = null) =>
        new(name, "visa", last4)
        {
            Decline = new Decline(code, declineCode, $"The card was declined: {declineCode.Replace('_', ' ')}.")
            {
                AdviceCode = adviceCode,
                Parameter = parameter,
            },
        };
}
