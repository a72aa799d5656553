using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>How the Functions host writes values that are no objects: as JSON text inside a JSON string.</summary>
internal static class WireValue
{
    public static JsonNode Of(string text) => Encoded(JsonValue.Create(text));

    public static JsonNode Of(long number) => Encoded(JsonValue.Create(number));

    public static JsonNode Of(DateTimeOffset instant) => Encoded(JsonValue.Create(instant.UtcDateTime));

    // Bytes are the exception: base64 as it is, with no second pair of quotes.
    public static JsonNode Of(ReadOnlyMemory<byte> bytes) => JsonValue.Create(Convert.ToBase64String(bytes.Span));

    private static JsonValue Encoded(JsonNode value) => JsonValue.Create(value.ToJsonString(JsonReading.Written));
}
