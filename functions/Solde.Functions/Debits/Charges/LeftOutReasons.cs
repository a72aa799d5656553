using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Why a run leaves a quota out. Codes are stable, for programs.</summary>
internal static class LeftOutReasons
{
    public const string QuotaNotActive = "quota_not_active";
    public const string NoAssembly = "no_assembly";
    public const string NothingDue = "nothing_due";

    /// <summary>Neither debit nor card nor slip: the member has no e-mail or postal address that could be used.</summary>
    public const string NoWay = "no_way_to_collect";

    public static readonly IReadOnlyDictionary<string, Text> All = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        [QuotaNotActive] = new("The quota is not active.", "La cote n'est pas active.", "A cota não está ativa.", "Het quotum is niet actief."),
        [NoAssembly] = new(
            "The group has no assembly in that month.",
            "Le groupe n'a pas d'assemblée ce mois-là.",
            "O grupo não tem assembleia nesse mês.",
            "De groep heeft die maand geen vergadering."),
        [NothingDue] = new(
            "The plan asks for nothing at that assembly.",
            "Le plan ne demande rien à cette assemblée.",
            "O plano nada cobra nessa assembleia.",
            "Het plan vraagt niets op die vergadering."),
        [NoWay] = new(
            "There is no way to ask for it: no debit, card, e-mail or postal address can be used.",
            "Il n'y a aucun moyen de le demander : ni prélèvement, ni carte, ni courriel, ni adresse postale utilisable.",
            "Não há como cobrar: nem débito, nem cartão, nem e-mail, nem endereço postal utilizável.",
            "Er is geen manier om het te vragen: geen incasso, kaart, e-mail of postadres is bruikbaar."),
    };
}
