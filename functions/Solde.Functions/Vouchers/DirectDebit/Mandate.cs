using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A company's leave to have its invoices debited (domiciliation). The account number itself is not here, since every document is
/// written to the journal: see <see cref="MandateAccounts"/>.
/// </summary>
/// <param name="Reference">What the bank knows it by: unique, at most 35 letters and digits.</param>
/// <param name="State">See <see cref="MandateStates"/>.</param>
internal sealed record Mandate(
    string Id,
    string Reference,
    string State,
    [property: Personal] string Holder,
    [property: Personal] string MaskedIban,
    DateTimeOffset AskedAt,
    DateOnly? SignedOn = null,
    DateTimeOffset? CancelledAt = null)
{
    [JsonIgnore]
    public bool IsLive => State != MandateStates.Cancelled;

    /// <summary>SEPA takes 35 characters: an id without what is no letter or digit has as many.</summary>
    public static string ReferenceOf(string id) => id.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}

internal static class MandateStates
{
    public const string Asked = "asked";
    public const string Signed = "signed";
    public const string Cancelled = "cancelled";
}
