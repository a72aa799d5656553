using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <summary>A change of a certificate, added by the office.</summary>
/// <param name="DoNotChargeAdministrationFees">Ticked by the office (INS-03).</param>
/// <param name="Invoice">Null without a manual amount: it makes no invoice (INS-01).</param>
internal sealed record Endorsement(
    string Id,
    string Certificate,
    [property: Personal] string Description,
    DateOnly EffectiveOn,
    DateTimeOffset AddedAt,
    bool DoNotChargeAdministrationFees,
    EndorsementInvoice? Invoice);

/// <summary>What a manual amount charges (INS-02), written down before the invoice is made under this id.</summary>
/// <param name="Fees">The settings that it is made with; later changes do not touch it (INS-07).</param>
internal sealed record EndorsementInvoice(string Id, Money Premium, Money AdministrationFees, FeeVersion Fees, DateTimeOffset MadeAt)
{
    [JsonIgnore]
    public Money Total => Premium + AdministrationFees;

    public static EndorsementInvoice Of(string id, Money premium, bool doNotCharge, FeeVersion fees, DateTimeOffset now) => new(
        id,
        premium,
        FeeRule.Administration(fees, premium, doNotCharge),
        fees,
        // Of two clocks that differ a little: never before the settings that it was made with.
        fees.ValidFrom > now ? fees.ValidFrom.Value : now);
}
