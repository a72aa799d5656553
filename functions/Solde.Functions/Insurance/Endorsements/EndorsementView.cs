using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <param name="Invoice">Null without a manual amount.</param>
internal sealed record EndorsementView(
    string Id,
    string Certificate,
    string Description,
    DateOnly EffectiveOn,
    DateTimeOffset AddedAt,
    bool DoNotChargeAdministrationFees,
    EndorsementInvoiceView? Invoice)
{
    public static EndorsementView Of(Endorsement endorsement) => new(
        endorsement.Id,
        endorsement.Certificate,
        endorsement.Description,
        endorsement.EffectiveOn,
        endorsement.AddedAt,
        endorsement.DoNotChargeAdministrationFees,
        endorsement.Invoice is { } invoice
            ? new EndorsementInvoiceView(
                invoice.Id, invoice.Premium, invoice.AdministrationFees, invoice.Total, invoice.Fees.Version, invoice.MadeAt)
            : null);
}

/// <param name="Id">The invoice of the provider's account.</param>
/// <param name="FeesVersion">The version of the fees that it was made with.</param>
internal sealed record EndorsementInvoiceView(
    string Id, Money Premium, Money AdministrationFees, Money Total, int FeesVersion, DateTimeOffset MadeAt);
