using System.Globalization;
using System.Text.Json;

namespace Solde.Platform.Storage;

/// <summary>Values that travel as text, with a type beside them.</summary>
internal static class TableValues
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static object Parse(string name, string text, string? type) => type switch
    {
        "Edm.Int64" => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "Edm.Double" => double.Parse(text, CultureInfo.InvariantCulture),
        "Edm.DateTime" => ParseTime(text),
        "Edm.Guid" => Guid.Parse(text),
        "Edm.Binary" => Convert.FromBase64String(text),
        // The one value that every row has and whose type minimal metadata leave out.
        null when name == TableProperties.Timestamp => ParseTime(text),
        null or "Edm.String" => text,
        _ => throw new JsonException($"Property {name} has the unknown type {type}."),
    };

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
