using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Local.Durable;

/// <summary>An instance as the HTTP API shows it.</summary>
internal static class InstanceStatusJson
{
    public static JsonObject Of(InstanceHead head, bool showInput) => new()
    {
        ["name"] = head.Name,
        ["instanceId"] = head.InstanceId,
        ["runtimeStatus"] = head.Status.ToString(),
        ["input"] = showInput ? Value(head.Input) : null,
        ["customStatus"] = Value(head.CustomStatus),
        ["output"] = Value(head.Output),
        ["createdTime"] = Time(head.Created),
        ["lastUpdatedTime"] = Time(head.Updated),
    };

    /// <summary>JSON as what it is, and any other text as a string.</summary>
    public static JsonNode? Value(string? text)
    {
        if (text is null) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    // Whole seconds, as the extension writes them.
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
