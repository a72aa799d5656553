using System.Globalization;

namespace Solde.Functions.Debits;

/// <summary>
/// The id of a line that goes out: year and month (4 digits), the group's number (6), the quota's number (6) and version (2), and which try it
/// is (1). Banks echo it, so what they say of a line is found without an index; under one agreement none comes twice.
/// </summary>
/// <param name="Month">Such as <c>2026-04</c>.</param>
/// <param name="Try">1 for the first; up to <see cref="MaxTries"/>.</param>
internal sealed record ChargeLine(string Month, int Group, int Number, int Version, int Try)
{
    /// <summary>The last digit or letter of an id tells them apart.</summary>
    public const int MaxTries = 35;

    private const int Length = 19;
    private const string Tries = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public string Quota => Debits.Quota.IdOf(Number, Version);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Month.AsSpan(2, 2)}{Month.AsSpan(5, 2)}{Group:D6}{Number:D6}{Version:D2}{Tries[Try]}");

    /// <summary>Null where it is none of ours.</summary>
    public static ChargeLine? Find(string? text)
    {
        if (text is not { Length: Length } || text.AsSpan(0, Length - 1).ContainsAnyExceptInRange('0', '9'))
            return null;
        var attempt = Tries.IndexOf(text[^1], StringComparison.Ordinal);
        if (attempt < 1)
            return null;
        return new ChargeLine(
            $"20{text.AsSpan(0, 2)}-{text.AsSpan(2, 2)}", Part(text, 4, 6), Part(text, 10, 6), Part(text, 16, 2), attempt);
    }

    private static int Part(string text, int from, int length) => int.Parse(text.AsSpan(from, length), CultureInfo.InvariantCulture);
}
