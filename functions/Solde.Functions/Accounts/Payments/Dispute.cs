using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A customer told his bank that a payment is not right (PAY-10).</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Reason">The provider's code, such as <c>fraudulent</c>.</param>
/// <param name="State">See <see cref="DisputeStates"/>.</param>
/// <param name="EvidenceDueBy">Until when the provider takes evidence; null where it takes none.</param>
/// <param name="ClosedAt">When it was decided.</param>
internal sealed record Dispute(
    string Id,
    Money Amount,
    string Reason,
    string State,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EvidenceDueBy,
    DateTimeOffset? ClosedAt);

/// <summary>The whole life of a dispute: open, then won or lost, for good. It may be heard of at any point of it.</summary>
internal static class DisputeStates
{
    /// <summary>The provider holds the money.</summary>
    public const string Open = "open";

    /// <summary>The money is the organisation's again.</summary>
    public const string Won = "won";

    /// <summary>The money is gone: see <see cref="PaymentReturn"/>.</summary>
    public const string Lost = "lost";
}
