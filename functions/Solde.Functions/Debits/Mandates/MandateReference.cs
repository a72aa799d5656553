using System.Globalization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// What banks know a mandate by: the group's number (7 digits), the quota's number (6) and version (2), which of the quota's mandates it is (2),
/// and two check digits by ISO 7064 modulo 97. Brazil asks for check digits, and what a bank says of a mandate is found without an index.
/// </summary>
internal sealed record MandateReference(int Group, int Number, int Version, int Mandate)
{
    private const int Length = 19;

    public static string Of(int group, Quota quota, int mandate)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{group:D7}{quota.Number:D6}{quota.Version:D2}{mandate:D2}");
        return body + CheckDigits(body);
    }

    /// <summary>Null where it is none of ours.</summary>
    public static MandateReference? Find(string? text)
    {
        if (text is not { Length: Length } || !text.All(char.IsAsciiDigit) || CheckDigits(text[..^2]) != text[^2..])
            return null;
        return new MandateReference(Part(text, 0, 7), Part(text, 7, 6), Part(text, 13, 2), Part(text, 15, 2));
    }

    private static string CheckDigits(string body) => (98 - Iban.Modulo97(body + "00")!.Value).ToString("D2", CultureInfo.InvariantCulture);

    private static int Part(string text, int from, int length) => int.Parse(text.AsSpan(from, length), CultureInfo.InvariantCulture);
}
