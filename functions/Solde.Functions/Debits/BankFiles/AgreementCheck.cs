using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Whether files can be made under an agreement, before there is any.</summary>
internal static class AgreementCheck
{
    private static readonly Text Wrong = new(
        "This is not what the scheme takes here.",
        "Ce n'est pas ce que le système accepte ici.",
        "Isto não é o que o esquema aceita aqui.",
        "Dit is niet wat het schema hier aanvaardt.");

    private static readonly Text CheckDigits = new(
        "The check digits do not match: there is a typing error in it.",
        "Les chiffres de contrôle ne concordent pas : il y a une faute de frappe.",
        "Os dígitos de controlo não conferem: há um erro de digitação.",
        "De controlecijfers kloppen niet: er zit een typefout in.");

    public static IReadOnlyList<FieldError> Faults(BankAgreement agreement)
    {
        var faults = new List<FieldError>();
        if (BankProfiles.Find(agreement.Profile)?.Scheme != agreement.Scheme)
            faults.Add(new FieldError("profile", Wrong, []));
        if (!PlainText.HasLetterOrDigit(agreement.OurName))
            faults.Add(new FieldError("ourName", Wrong, []));
        if (agreement.MaxOrders is < 1)
            faults.Add(new FieldError("maxOrders", Wrong, []));
        faults.AddRange(agreement.Scheme switch
        {
            BankSchemes.Febraban => Febraban(agreement),
            BankSchemes.Sepa => Sepa(agreement),
            BankSchemes.Cpa => Cpa(agreement),
            _ => [new FieldError("scheme", Wrong, [])],
        });
        return faults;
    }

    private static IEnumerable<FieldError> Febraban(BankAgreement agreement)
    {
        if (agreement.Currency != "BRL")
            yield return new FieldError("currency", Wrong, []);
        if (!PlainText.IsId(agreement.OurId, 20))
            yield return new FieldError("ourId", Wrong, []);
        if (!PlainText.IsDigits(agreement.BankCode, 3))
            yield return new FieldError("bankCode", Wrong, []);
    }

    private static IEnumerable<FieldError> Sepa(BankAgreement agreement)
    {
        if (agreement.Currency != "EUR")
            yield return new FieldError("currency", Wrong, []);
        if (!CreditorIds.IsValid(agreement.OurId))
            yield return new FieldError("ourId", CheckDigits, []);
        if (agreement.OwnAccount is not { } own || !Iban.IsValid(own.Number))
            yield return new FieldError("ownAccount", CheckDigits, []);
        else if (own.Institution is { } bic && !Bics.IsValid(bic))
            yield return new FieldError("ownAccount", Wrong, []);
    }

    private static IEnumerable<FieldError> Cpa(BankAgreement agreement)
    {
        if (agreement.Currency is not ("CAD" or "USD"))
            yield return new FieldError("currency", Wrong, []);
        if (!PlainText.IsId(agreement.OurId, 10))
            yield return new FieldError("ourId", Wrong, []);
        if (!PlainText.IsDigits(agreement.BankCode, 5))
            yield return new FieldError("bankCode", Wrong, []);
        if (!CpaFields.IsAccount(agreement.OwnAccount))
            yield return new FieldError("ownAccount", Wrong, []);
        if (!PlainText.IsDigits(agreement.TransactionCode, 3))
            yield return new FieldError("transactionCode", Wrong, []);
    }
}
