using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Solde.Platform.Telemetry;

/// <summary>The W3C trace context as text, as it travels in headers, messages and histories.</summary>
public static class TraceParent
{
    public const string Header = "traceparent";

    /// <summary>Null while nothing is traced.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>The beginning of a trace where the text is none, or nobody gave one.</summary>
    public static ActivityContext Read(string? text) =>
        ActivityContext.TryParse(text, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>What a message carries beside its own properties; null where it carries none, or is no JSON object.</summary>
    public static string? InMessage(string message)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(message));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isFound = reader.ValueTextEquals(Header);
                reader.Read();
                if (isFound)
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever handles the message will say so.
        }
        return null;
    }
}
