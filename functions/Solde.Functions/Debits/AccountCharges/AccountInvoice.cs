using Solde.Functions.Accounts;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A try of a charge as an invoice of the member's billing account. The same try gives the same invoice.</summary>
internal static class AccountInvoice
{
    private const string Insurance = "insurance";

    /// <summary>From the line's id, which no other try has: it is issued once.</summary>
    public static string IdOf(string lineId) => "inv_" + IdempotencyKey.Digest("debit-line\n" + lineId)[..32];

    /// <param name="language">The account's.</param>
    public static InvoiceDraft Of(Charge charge, ChargeTry one, string language, DateOnly today) => new(
        IdOf(one.LineId),
        today,
        one.Amount == charge.Amount
            ? [.. charge.Parts.Select(part => LineOf(part, language))]
            : [new IssueInvoice.RequestLine(PartNames.RestIn(language), one.Amount, Item: charge.Quota)],
        OnlineFee: null);

    public static InvoiceOrigin OriginOf(Charge charge, ChargeTry one) =>
        new(DebitsQueue.Debits, new ChargeKey(charge.Month, charge.Group, charge.Quota, one.Number).ToString());

    private static IssueInvoice.RequestLine LineOf(ChargePart part, string language) => new(
        PartNames.Of(part, language),
        part.Amount,
        Category: part.Code.StartsWith(ChargeParts.InsurancePrefix, StringComparison.Ordinal) ? Insurance : part.Code,
        Component: part.Code is ChargeParts.AdministrationFee or ChargeParts.BankFee ? LineComponents.Fee : LineComponents.Principal);
}

/// <summary>A try of a charge as billing accounts name it to us. Ids hold no slash.</summary>
internal sealed record ChargeKey(string Month, string Group, string Quota, int Try)
{
    public override string ToString() => $"{Month}/{Group}/{Quota}/{Try}";

    /// <exception cref="FormatException">It is none of ours.</exception>
    public static ChargeKey Parse(string text) => text.Split('/') is [var month, var group, var quota, var number]
        ? new ChargeKey(month, group, quota, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
        : throw new FormatException("That names no charge.");
}
