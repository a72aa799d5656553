using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>How bank accounts are written in each scheme. Pure.</summary>
internal static class AccountNumbers
{
    private static readonly Text BadIban = new("is no IBAN", "n'est pas un IBAN", "não é um IBAN", "is geen IBAN");

    private static readonly Text NotDigits = new(
        "must be {0} to {1} digits", "doit avoir de {0} à {1} chiffres", "deve ter de {0} a {1} dígitos", "moet {0} tot {1} cijfers zijn");

    private static readonly Text BadBrazilian = new(
        "must be up to 12 digits, a hyphen and the check digit (0 to 9 or X)",
        "doit avoir jusqu'à 12 chiffres, un tiret et le chiffre de contrôle (0 à 9 ou X)",
        "deve ter até 12 dígitos, um hífen e o dígito verificador (0 a 9 ou X)",
        "moet hoogstens 12 cijfers, een streepje en het controlecijfer (0 tot 9 of X) zijn");

    private static readonly Text BadBic = new("is no BIC", "n'est pas un BIC", "não é um BIC", "is geen BIC");

    private static readonly Text NoBranch = new(
        "is not part of an IBAN", "ne fait pas partie d'un IBAN", "não faz parte de um IBAN", "hoort niet bij een IBAN");

    /// <summary>Never so much that the account could be known by it.</summary>
    public static string Masked(string number) => "•••" + (number.Length > 6 ? number[^3..] : "");

    public static void Check(string scheme, string bank, string? branch, string number, FieldErrors errors)
    {
        switch (scheme)
        {
            case MandateSchemes.Sepa:
                if (!Bics.IsValid(bank))
                    errors.Add("bank", BadBic);
                if (branch is not null)
                    errors.Add("branch", NoBranch);
                if (!Iban.IsValid(number))
                    errors.Add("number", BadIban);
                break;
            case MandateSchemes.Cpa:
                Digits("bank", bank, 3, 3, errors);
                Digits("branch", branch, 5, 5, errors);
                Digits("number", number, 5, 12, errors);
                break;
            default:
                Digits("bank", bank, 3, 3, errors);
                Digits("branch", branch, 4, 4, errors);
                // How a check digit is reckoned differs from bank to bank: only its form is sure.
                if (!IsBrazilian(number))
                    errors.Add("number", BadBrazilian);
                break;
        }
    }

    private static bool IsBrazilian(string number) =>
        number.Length is >= 3 and <= 14
        && number[^2] == '-'
        && (char.IsAsciiDigit(number[^1]) || number[^1] == 'X')
        && number[..^2].All(char.IsAsciiDigit);

    private static void Digits(string field, string? value, int min, int max, FieldErrors errors)
    {
        if (value is null || value.Length < min || value.Length > max || !value.All(char.IsAsciiDigit))
            errors.Add(field, NotDigits, min, max);
    }
}
