using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <summary>One transaction of the provider's balance that is in a payout, and what of ours is behind it.</summary>
/// <param name="Id">The provider's id of the transaction.</param>
/// <param name="Kind">See <see cref="PayoutLineKinds"/>.</param>
/// <param name="Type">The provider's word for it.</param>
/// <param name="Amount">Before the fee, below zero where it left.</param>
/// <param name="Source">The provider's id of the charge, refund or dispute; null where there is none.</param>
/// <param name="Organisation">Whose it is; empty where it is nobody's here.</param>
/// <param name="Recorded">What we have written down of it, with the sign of the amount; null where nothing compares.</param>
/// <param name="Match">See <see cref="PayoutMatches"/>.</param>
internal sealed record PayoutLine(
    string Id,
    string Kind,
    string Type,
    Money Amount,
    Money Fee,
    DateTimeOffset At,
    string? Source,
    string Organisation,
    string? Account,
    string? Payment,
    string? Refund,
    string? Part,
    Money? Recorded,
    string Match);

internal static class PayoutLineKinds
{
    public const string Charge = "charge";

    /// <summary>A refund, or one that failed and came back.</summary>
    public const string Refund = "refund";

    public const string Dispute = "dispute";

    /// <summary>A fee by itself; those of a charge are in its line.</summary>
    public const string Fee = "fee";

    /// <summary>An earlier payout that came back, a transfer, whatever else the provider does with its balance.</summary>
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All = [Charge, Refund, Dispute, Fee, Other];

    /// <param name="type">The transaction's.</param>
    /// <param name="source">The kind of object that it is of; null where there is none.</param>
    public static string Of(string type, string? source) => (type, source) switch
    {
        (_, "dispute") => Dispute,
        ("charge" or "payment", _) => Charge,
        ("refund" or "payment_refund" or "refund_failure" or "payment_failure_refund", _) => Refund,
        ("stripe_fee" or "stripe_fx_fee" or "application_fee" or "tax_fee" or "network_cost", _) => Fee,
        _ => Other,
    };
}

internal static class PayoutMatches
{
    public const string Matched = "matched";

    /// <summary>Neither a payment nor a refund's part of ours is behind it.</summary>
    public const string Unmatched = "unmatched";

    public const string AmountDiffers = "amount_differs";

    /// <summary>A fee or a movement of the provider's own, behind which nothing of ours can be.</summary>
    public const string NotNeeded = "not_needed";

    public static readonly IReadOnlyList<string> All = [Matched, Unmatched, AmountDiffers, NotNeeded];

    public static bool Differs(string match) => match is Unmatched or AmountDiffers;
}
