using System.Globalization;

namespace Solde.Functions.Debits;

/// <summary>
/// The id of a line that tells a bank something of a mandate and asks for no money: a letter for its kind, the group's number (6), the quota's
/// number (6) and version (2), which of the quota's mandates it is (2), and which line of that kind (2). Banks echo it as they do that of a
/// debit, and the letter tells them apart.
/// </summary>
/// <param name="Kind">One of <see cref="DebitOrderKinds"/>.</param>
/// <param name="Mandate">1 for the quota's first.</param>
/// <param name="Count">1 for the first of the kind.</param>
internal sealed record MandateLine(string Kind, int Group, int Number, int Version, int Mandate, int Count)
{
    private const int Length = 19;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly Dictionary<string, char> Letters = new(StringComparer.Ordinal)
    {
        [DebitOrderKinds.Registration] = 'R',
        [DebitOrderKinds.KeepAlive] = 'K',
        [DebitOrderKinds.Withdrawal] = 'W',
    };

    public string Quota => Debits.Quota.IdOf(Number, Version);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Letters[Kind]}{Group:D6}{Number:D6}{Version:D2}{Mandate:D2}{Digits[Count / Digits.Length]}{Digits[Count % Digits.Length]}");

    /// <summary>Null where it is none of ours.</summary>
    public static MandateLine? Find(string? text)
    {
        if (text is not { Length: Length } || text.AsSpan(1, Length - 3).ContainsAnyExceptInRange('0', '9'))
            return null;
        var kind = Letters.FirstOrDefault(pair => pair.Value == text[0]).Key;
        var (high, low) = (Digits.IndexOf(text[^2], StringComparison.Ordinal), Digits.IndexOf(text[^1], StringComparison.Ordinal));
        if (kind is null || high < 0 || low < 0)
            return null;
        return new MandateLine(
            kind, Part(text, 1, 6), Part(text, 7, 6), Part(text, 13, 2), Part(text, 15, 2), (high * Digits.Length) + low);
    }

    private static int Part(string text, int from, int length) => int.Parse(text.AsSpan(from, length), CultureInfo.InvariantCulture);
}
