namespace Solde.Functions.Payments;

internal enum EventTreatment
{
    Ignore,
    Payment,
    Refund,
    Dispute,
    Payout,
    Keep,
}

/// <summary>What each type of event is to us. A type not listed may be about money, so it is kept for a person.</summary>
internal static class EventTypes
{
    private static readonly HashSet<string> Payments =
    [
        "payment_intent.processing",
        "payment_intent.requires_action",
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.canceled",
    ];

    private static readonly HashSet<string> Refunds = ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"];

    private static readonly HashSet<string> Payouts =
        ["payout.created", "payout.updated", "payout.paid", "payout.failed", "payout.canceled", "payout.reconciliation_completed"];

    /// <summary>Whichever of them comes, the dispute as it is now decides: the two on funds say no more than it does.</summary>
    private static readonly HashSet<string> Disputes =
    [
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    ];

    /// <summary>They repeat what a payment intent's or a refund's own events say, or what we did ourselves.</summary>
    private static readonly HashSet<string> Ignored =
    [
        "payment_intent.created", "charge.succeeded", "charge.failed", "charge.pending", "charge.updated", "charge.refunded",
        "mandate.updated", "balance.available",
    ];

    private static readonly string[] IgnoredFamilies = ["customer.", "payment_method.", "setup_intent."];

    public static EventTreatment Of(string type)
    {
        if (Payments.Contains(type))
            return EventTreatment.Payment;
        if (Refunds.Contains(type))
            return EventTreatment.Refund;
        if (Payouts.Contains(type))
            return EventTreatment.Payout;
        if (Disputes.Contains(type))
            return EventTreatment.Dispute;
        return Ignored.Contains(type) || IgnoredFamilies.Any(family => type.StartsWith(family, StringComparison.Ordinal))
            ? EventTreatment.Ignore
            : EventTreatment.Keep;
    }
}
