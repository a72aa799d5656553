using System.Globalization;

namespace Solde.Functions.Vouchers;

/// <summary>An international bank account number (ISO 13616): letters and digits, checked modulo 97.</summary>
internal static class Iban
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
        var isWellFormed = iban.Length is >= MinLength and <= MaxLength
            && iban.All(char.IsAsciiLetterOrDigit)
            && iban[..2].All(char.IsAsciiLetter)
            && iban[2..4].All(char.IsAsciiDigit);
        return isWellFormed && Remainder(iban) == 1 ? iban : null;
    }

    /// <summary>The country and the last digits, which its holder knows it by (COM-12).</summary>
    public static string Mask(string iban) => $"{iban[..2]}{new string('*', iban.Length - 2 - Shown)}{iban[^Shown..]}";

    /// <summary>Country and check digits go to the end, letters count from 10: A is 10, Z is 35.</summary>
    private static int Remainder(string iban) => (iban[4..] + iban[..4])
        .Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture))
        .SelectMany(digits => digits)
        .Aggregate(0, (remainder, digit) => ((remainder * 10) + (digit - '0')) % 97);
}
