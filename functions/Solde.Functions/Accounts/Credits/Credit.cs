using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A credit note: value that the organisation owes the account.</summary>
/// <param name="From">The payments whose money it is; a refund goes back to them first.</param>
/// <param name="Invoice">The invoice whose cancellation made it, or null.</param>
/// <param name="Refund">The refund whose failed part it gives back, or null.</param>
/// <param name="Refunded">What refunds took for good.</param>
/// <param name="Reserved">What refunds under way hold.</param>
internal sealed record Credit(
    string Id,
    Money Amount,
    string Reason,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> From,
    string? Invoice,
    string? Refund,
    Money Refunded,
    Money Reserved)
{
    /// <summary>What can still be used.</summary>
    [JsonIgnore]
    public Money Left => Amount - Refunded - Reserved;

    [JsonIgnore]
    public bool IsOpen => Left.IsPositive || Reserved.IsPositive;
}
