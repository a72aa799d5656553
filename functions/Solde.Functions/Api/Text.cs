using System.Globalization;

namespace Solde.Functions.Api;

/// <summary>A sentence in each language of the product. Placeholders are those of <see cref="string.Format(string, object[])"/>.</summary>
public sealed record Text(string En, string Fr, string Pt, string Nl)
{
    public string In(string language, params object[] arguments)
    {
        var sentence = language switch { "fr" => Fr, "pt" => Pt, "nl" => Nl, _ => En };
        return arguments.Length == 0 ? sentence : string.Format(CultureInfo.InvariantCulture, sentence, arguments);
    }
}

/// <summary>The languages of the product.</summary>
public static class Language
{
    public const string Default = "en";

    public static readonly IReadOnlyList<string> All = ["en", "fr", "pt", "nl"];

    public static bool IsKnown(string? language) => language is "en" or "fr" or "pt" or "nl";

    /// <summary>The best known language of an <c>Accept-Language</c> header (RFC 9110), else the fallback.</summary>
    public static string Choose(string? acceptLanguage, string fallback = Default)
    {
        var best = fallback;
        var bestQuality = 0.0;
        var items = (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in items.Take(20))
        {
            var parts = item.Split(';', StringSplitOptions.TrimEntries);
            var primary = parts[0].Split('-')[0].ToLowerInvariant();
            var quality = 1.0;
            if (parts.Length > 1 && parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                && !double.TryParse(parts[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality))
                continue;
            if (IsKnown(primary) && quality > bestQuality)
                (best, bestQuality) = (primary, quality);
        }
        return best;
    }
}
