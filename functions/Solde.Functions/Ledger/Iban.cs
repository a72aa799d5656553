namespace Solde.Functions.Ledger;

/// <summary>An international bank account number (ISO 13616): country, check digits by ISO 7064 modulo 97, account.</summary>
public static class Iban
{
    private const int MinLength = 15;
    private const int MaxLength = 34;
    private const int Shown = 4;

    /// <returns>Without spaces and in capitals; null where it is no account number.</returns>
    public static string? Read(string? text)
    {
        if (text is null || text.Length > 2 * MaxLength)
            return null;
        var iban = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return IsValid(iban) ? iban : null;
    }

    /// <summary>Capitals and digits, as banks exchange it.</summary>
    public static bool IsValid(string? iban) =>
        iban is { Length: >= MinLength and <= MaxLength } && BeginsWithCountry(iban) && Modulo97(iban[4..] + iban[..4]) == 1;

    /// <summary>The country and the last digits, which its holder knows it by (COM-12).</summary>
    public static string Mask(string iban) => $"{iban[..2]}{new string('*', iban.Length - 2 - Shown)}{iban[^Shown..]}";

    /// <summary>A country and two check digits, as other identifiers of this family begin, too.</summary>
    internal static bool BeginsWithCountry(string id) =>
        char.IsAsciiLetterUpper(id[0]) && char.IsAsciiLetterUpper(id[1]) && char.IsAsciiDigit(id[2]) && char.IsAsciiDigit(id[3]);

    /// <summary>Letters count as two digits, A as 10.</summary>
    /// <returns>Null where there is anything but capitals and digits.</returns>
    internal static int? Modulo97(string text)
    {
        var rest = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
                return null;
            rest = (char.IsAsciiDigit(c) ? (rest * 10) + (c - '0') : (rest * 100) + (c - 'A' + 10)) % 97;
        }
        return rest;
    }
}
