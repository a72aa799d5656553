using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

/// <summary>Agreements with banks, one line each.</summary>
internal static class AnAgreement
{
    public static BankAgreement Brazilian(string profile, string bankCode = "341") =>
        new("agr_1", BankSchemes.Febraban, profile, "BRL", "12345", "Consórcio São João Ltda", bankCode, "Banco do Exemplo");

    public static BankAgreement European(string profile = "sepa-core") => new(
        "agr_2", BankSchemes.Sepa, profile, "EUR", "BE68ZZZ0123456789", "Exemple & Fils SRL", "", "Banque de l'Exemple",
        new BankAccount("BE68539007547034"));

    public static BankAgreement Canadian(string profile = "cpa") => new(
        "agr_3", BankSchemes.Cpa, profile, "CAD", "ORIG000001", "Bureau coordonnateur de l'Étoile", "00610", "Banque de l'Exemple",
        new BankAccount("9876543", "12345", "001"), "ETOILE", "430");

    public static BankAgreement Of(string profile) => BankProfiles.Find(profile) switch
    {
        FebrabanProfile bank => Brazilian(profile, bank.BankCode ?? "341"),
        SepaProfile => European(profile),
        _ => Canadian(profile),
    };
}
