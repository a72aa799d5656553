using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>What a line comes to: each amount is rounded once, at its end (COM-02).</summary>
internal static class LinePricing
{
    public static Money Net(Money unitPrice, decimal quantity, Items.ProRata? share) => Money.Rounded(
        // The division last: a part of a cent that is exact must stay so.
        share is null ? quantity * unitPrice.Minor : quantity * unitPrice.Minor * share.Left / share.Of,
        unitPrice.Currency);

    public static TaxAmount[] Taxes(Money net, IEnumerable<string> codes, OrganisationSettings settings) =>
    [
        .. codes.Distinct().Select(code => new TaxAmount(
            code, Money.Rounded(
                net.Minor * (decimal)settings.Taxes.First(tax => tax.Code == code).RatePartsPerMillion / 1_000_000, net.Currency))),
    ];
}
