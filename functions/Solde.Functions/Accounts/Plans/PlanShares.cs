using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What each payer of a plan takes: percentages or amounts, never both (BIL-14).</summary>
internal static class PlanShares
{
    private const int HundredPercent = 100_00;

    private static readonly Text Mixed = new(
        "give every payer a percentage, or every payer an amount",
        "donnez à chaque payeur un pourcentage, ou à chacun un montant",
        "dê a cada pagador uma percentagem, ou a cada um um valor",
        "geef elke betaler een percentage, of elk een bedrag");

    private static readonly Text NotHundred = new(
        "must add up to 100 percent", "doivent totaliser 100 pour cent", "devem somar 100 por cento", "moeten samen 100 procent zijn");

    private static readonly Text NotTheAmount = new(
        "must add up to {0}", "doivent totaliser {0}", "devem somar {0}", "moeten samen {0} zijn");

    private static readonly Text BadPercent = new(
        "must be above zero, with two decimals at most",
        "doit être supérieur à zéro, avec deux décimales au plus",
        "deve ser superior a zero, com duas casas decimais no máximo",
        "moet groter zijn dan nul, met hoogstens twee decimalen");

    public static void Check(IReadOnlyList<MakePlan.RequestPayer> payers, Money amount, FieldErrors errors)
    {
        var byPercent = payers.Count(payer => payer.Percent is not null);
        var byAmount = payers.Count(payer => payer.Amount is not null);
        if (byPercent + byAmount != payers.Count || (byPercent > 0 && byAmount > 0))
        {
            errors.Add("payers", Mixed);
            return;
        }
        for (var i = 0; i < payers.Count; i++)
        {
            if (payers[i].Amount is { } share)
                errors.Amount($"payers[{i}].amount", share, amount.Currency);
            else if (payers[i].Percent is { } percent && (percent <= 0 || percent > 100 || decimal.Round(percent, 2) != percent))
                errors.Add($"payers[{i}].percent", BadPercent);
        }
        if (errors.Any)
            return;
        if (byPercent > 0 && payers.Sum(payer => HundredthsOf(payer.Percent!.Value)) != HundredPercent)
            errors.Add("payers", NotHundred);
        if (byAmount > 0 && payers.Sum(payer => payer.Amount!.Value.Minor) != amount.Minor)
            errors.Add("payers", NotTheAmount, amount);
    }

    public static IReadOnlyList<Money> Of(IReadOnlyList<MakePlan.RequestPayer> payers, Money amount) => payers[0].Percent is null
        ? [.. payers.Select(payer => payer.Amount!.Value)]
        : MoneySplit.ByWeight(amount, [.. payers.Select(payer => HundredthsOf(payer.Percent!.Value))]);

    private static long HundredthsOf(decimal percent) => (long)(percent * 100);
}
