using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What the parts of a charge are called to members.</summary>
internal static class PartNames
{
    private static readonly Dictionary<string, Text> Names = new(StringComparer.Ordinal)
    {
        [ChargeParts.CommonFund] = new("Common fund", "Fonds commun", "Fundo comum", "Gemeenschappelijk fonds"),
        [ChargeParts.AdministrationFee] = new(
            "Administration fee", "Frais d'administration", "Taxa de administração", "Administratiekosten"),
        [ChargeParts.ReserveFund] = new("Reserve fund", "Fonds de réserve", "Fundo de reserva", "Reservefonds"),
        [ChargeParts.CancellationReducer] = new(
            "Cancellation reducer", "Réducteur d'annulation", "Redutor de cancelamento", "Annuleringskorting"),
        [ChargeParts.PermanenceFee] = new("Permanence fee", "Frais de permanence", "Taxa de permanência", "Permanentiekosten"),
        [ChargeParts.BankFee] = new("Bank fee", "Frais bancaires", "Tarifa bancária", "Bankkosten"),
    };

    private static readonly Text Rest = new("What is left", "Solde restant", "Saldo restante", "Resterend bedrag");

    public static string Of(ChargePart part, string language) =>
        part.Name ?? (Names.TryGetValue(part.Code, out var name) ? name.In(language) : part.Code);

    /// <summary>Of a charge that was paid in part.</summary>
    public static string RestIn(string language) => Rest.In(language);
}
