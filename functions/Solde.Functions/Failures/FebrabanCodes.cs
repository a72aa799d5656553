using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>
/// Débito automático in Brazil: return codes of record F (layout of 150 positions, versions 04 to 08) that say why nothing
/// was debited. Those of success (00, 31, DP), of registrations and of cancellations are no failures and are not here.
/// </summary>
internal static class FebrabanCodes
{
    private static readonly Text OtherHolder = new(
        "The bank account is not that of the person named.",
        "Le compte bancaire n'est pas celui de la personne nommée.",
        "A conta bancária não é da pessoa indicada.",
        "De bankrekening is niet die van de genoemde persoon.");

    private static readonly Text Joint = new(
        "All holders of this joint account would have to sign.",
        "Tous les titulaires de ce compte joint devraient signer.",
        "Todos os titulares desta conta conjunta teriam de assinar.",
        "Alle houders van deze gezamenlijke rekening zouden moeten tekenen.");

    private static readonly Text Moved = new(
        "The customer has moved to another bank.",
        "Le client a changé de banque.",
        "O cliente mudou de banco.",
        "De klant is naar een andere bank overgestapt.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        Funds.Entry("01"),
        Account.Entry("02"),
        Unknown.Entry("04"),
        Limit.Entry("05"),
        Account.Entry("10"),
        OurData.Entry("12"),
        OurData.Entry("13"),
        Account.Entry("14"),
        Account.Entry("15"),
        OurData.Entry("18"),
        Mandate.Entry("19", OtherHolder),
        Mandate.Entry("20", Joint),
        Mandate.Entry("30"),
        OurData.Entry("FP"),
        Mandate.Entry("PB", Moved),
    ];
}
