using System.Globalization;
using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>The centre's money, in and out of JSON and for people.</summary>
internal static class Amounts
{
    public const string Currency = "CAD";

    private const int MinorDigits = 2;

    public static object Money(long minor) => new { minor, currency = Currency };

    public static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();

    /// <summary><c>-1 234.50</c>: put together from digits, never divided.</summary>
    public static string Text(long minor)
    {
        var digits = Math.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(MinorDigits + 1, '0');
        var whole = digits[..^MinorDigits];
        for (var at = whole.Length - 3; at > 0; at -= 3) whole = whole.Insert(at, " ");
        return $"{(minor < 0 ? "-" : "")}{whole}.{digits[^MinorDigits..]}";
    }
}
