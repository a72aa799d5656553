namespace Solde.Functions.Debits;

/// <summary>Account numbers and bank codes of SEPA. The check digits are those of ISO 7064, modulo 97.</summary>
internal static class Ibans
{
    public static bool IsValid(string? iban) =>
        iban is { Length: >= 15 and <= 34 }
        && IsCountryAndDigits(iban)
        && PlainText.IsId(iban, 34)
        && Modulo97(iban[4..] + iban[..4]) == 1;

    public static bool IsBic(string? bic) =>
        bic is { Length: 8 or 11 } && PlainText.IsId(bic, 11) && bic.AsSpan(4, 2).IndexOfAnyExceptInRange('A', 'Z') < 0;

    internal static bool IsCountryAndDigits(string id) =>
        char.IsAsciiLetterUpper(id[0]) && char.IsAsciiLetterUpper(id[1]) && char.IsAsciiDigit(id[2]) && char.IsAsciiDigit(id[3]);

    /// <summary>Letters count as two digits, A as 10.</summary>
    internal static int Modulo97(string text)
    {
        var rest = 0;
        foreach (var c in text)
            rest = ((char.IsAsciiDigit(c) ? rest * 10 : rest * 100) + (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10)) % 97;
        return rest;
    }
}

/// <summary>SEPA creditor identifiers: country, check digits, a business code that the check leaves out, and the national id.</summary>
internal static class CreditorIds
{
    public static bool IsValid(string? id) =>
        id is { Length: >= 8 and <= 35 }
        && PlainText.IsId(id, 35)
        && Ibans.IsCountryAndDigits(id)
        && Ibans.Modulo97(id[7..] + id[..4]) == 1;
}
