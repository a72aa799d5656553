using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Functions.Payments.Stripe;

/// <summary>The provider's disputes put into our words.</summary>
internal static class StripeDisputes
{
    /// <summary>Null for an inquiry, and for what was prevented: no money is held for them.</summary>
    public static Dispute? Of(StripeDispute dispute, DateTimeOffset now)
    {
        var state = dispute.Status switch
        {
            "needs_response" or "under_review" => DisputeStates.Open,
            "won" => DisputeStates.Won,
            "lost" => DisputeStates.Lost,
            _ => null,
        };
        return state is null ? null : new Dispute(
            dispute.Id,
            new Money(dispute.Amount, dispute.Currency.ToUpperInvariant()),
            dispute.Reason,
            state,
            DateTimeOffset.FromUnixTimeSeconds(dispute.Created),
            dispute.EvidenceDetails?.DueBy is { } dueBy ? DateTimeOffset.FromUnixTimeSeconds(dueBy) : null,
            state == DisputeStates.Open ? null : now);
    }
}
