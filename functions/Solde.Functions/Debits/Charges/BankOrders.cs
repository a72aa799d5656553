using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Tries as lines of bank files and of files of slips. The same try gives the same line for ever.</summary>
internal static class BankOrders
{
    public static DebitOrder Of(Charge charge, ChargeTry one) =>
        Of(one.LineId, one.Amount, one.Due, one.Payer, $"{charge.Group} {charge.Quota} {charge.Month}");

    public static DebitOrder Of(string lineId, Money amount, DateOnly due, ChargePayer payer, string? statement = null) => new(
        lineId,
        DebitOrderKinds.Debit,
        amount,
        due,
        payer.Name,
        payer.Account!,
        payer.MandateReference!,
        payer.MandateSignedOn,
        payer.TaxId is { } taxId ? string.Concat(taxId.Where(char.IsAsciiDigit)) : null,
        Statement: statement);

    public static SlipOrder SlipOf(Charge charge, ChargeTry one) => new(
        one.LineId,
        one.Payer.Name,
        one.Payer.TaxId,
        $"{charge.Group} {charge.Quota}",
        one.Due,
        one.Amount,
        one.Payer.Language,
        one.Payer.Email,
        one.Payer.Address ?? [],
        one.Amount == charge.Amount
            ? [.. charge.Parts.Select(part => new SlipPart(PartNames.Of(part, one.Payer.Language), part.Amount))]
            : [new SlipPart(PartNames.RestIn(one.Payer.Language), one.Amount)]);
}
