using System.Buffers;

namespace Solde.Functions.Debits;

/// <summary>
/// What banks can write. A letter becomes one plain letter, never two, so that no field grows: é is E, ß is S. What has no plain
/// letter becomes a space. Tables of our own: the app runs without ICU, which would take letters and accents apart.
/// </summary>
internal static class PlainText
{
    private const string Accented =
        "ÀÁÂÃÄÅĀĂĄÆÇĆĈĊČÐĎĐÈÉÊËĒĔĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĬĮİĴĶĹĻĽĿŁÑŃŅŇŊÒÓÔÕÖØŌŎŐŒŔŖŘŚŜŞŠȘẞŢŤŦȚÞÙÚÛÜŨŪŬŮŰŲŴÝŶŸŹŻŽ"
        + "àáâãäåāăąæçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňŋòóôõöøōŏőœŕŗřśŝşšșßţťŧțþùúûüũūŭůűųŵýŷÿźżžªº";

    private const string Plain =
        "AAAAAAAAAACCCCCDDDEEEEEEEEEGGGGHHIIIIIIIIIJKLLLLLNNNNNOOOOOOOOOORRRSSSSSSTTTTTUUUUUUUUUUWYYYZZZ"
        + "aaaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijklllllnnnnnoooooooooorrrsssssstttttuuuuuuuuuuwyyyzzzao";

    private static readonly Dictionary<char, char> Letters = Accented.Zip(Plain).ToDictionary(pair => pair.First, pair => pair.Second);

    private static readonly SearchValues<char> CapitalsAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly SearchValues<char> SepaCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ");

    /// <summary>Capitals without accents, for Brazil: any other character of ASCII stays.</summary>
    public static string Capitals(string? text) => Map(text, c => char.IsAscii(c) && !char.IsControl(c) ? char.ToUpperInvariant(c) : ' ');

    /// <summary>Canada: capitals, digits, full stop and comma.</summary>
    public static string CapitalsAndStops(string? text) =>
        Map(text, c => char.IsAsciiLetterOrDigit(c) || c is '.' or ',' ? char.ToUpperInvariant(c) : ' ');

    /// <summary>SEPA's basic Latin set, at most so many characters. Several spaces become one, since no place counts there.</summary>
    public static string Sepa(string? text, int longest)
    {
        var words = Map(text, c => SepaCharacters.Contains(c) ? c : ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var plain = string.Join(' ', words);
        return plain.Length > longest ? plain[..longest].TrimEnd() : plain;
    }

    public static bool HasLetterOrDigit(string? text) => Capitals(text).AsSpan().ContainsAny(CapitalsAndDigits);

    /// <summary>Capitals and digits only: what every bank gives back as it came.</summary>
    public static bool IsId(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(CapitalsAndDigits);

    /// <summary>An id in SEPA: a slash neither first nor last nor twice in a row.</summary>
    public static bool IsSepaId(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest
        && !text.AsSpan().ContainsAnyExcept(SepaCharacters)
        && !text.StartsWith('/') && !text.EndsWith('/') && !text.Contains("//", StringComparison.Ordinal)
        && text.Trim().Length == text.Length;

    public static bool IsDigits(string? text, int length) => text?.Length == length && text.All(char.IsAsciiDigit);

    /// <summary>Accents that stand alone after their letter are left out; the rest is one character for one.</summary>
    private static string Map(string? text, Func<char, char> ascii)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var plain = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c is < '\u0300' or > '\u036F')
                plain[length++] = ascii(Letters.GetValueOrDefault(c, c));
        }
        return new string(plain, 0, length);
    }
}
