using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Messaging;

/// <summary>
/// A message as it travels. It carries its own id and the way back to its outbox row, because an output binding can
/// set nothing but the body. Payloads hold ids, never personal data.
/// </summary>
/// <param name="Type">The payload type's name; a changed contract gets a new name.</param>
public sealed record Envelope(string Id, string Type, DateTimeOffset At, OutboxAddress? Outbox, JsonElement Data)
{
    /// <summary>
    /// The trace that it was announced in (W3C). The outbox row keeps it: however late it is sent, its handling belongs to that trace.
    /// </summary>
    [JsonPropertyName(Telemetry.TraceParent.Header)]
    public string? TraceParent { get; init; }

    public static Envelope Of<T>(string id, T message, JsonTypeInfo<T> type, DateTimeOffset at, OutboxAddress? outbox) =>
        new(id, type.Type.Name, at, outbox, JsonSerializer.SerializeToElement(message, type)) { TraceParent = Announced(id, type.Type.Name) };

    public string ToText() => JsonSerializer.Serialize(this, MessagingJson.Default.Envelope);

    /// <exception cref="JsonException">The text is no envelope.</exception>
    public static Envelope Parse(string text) =>
        JsonSerializer.Deserialize(text, MessagingJson.Default.Envelope) ?? throw new JsonException("The message is empty.");

    private static string? Announced(string id, string type)
    {
        Activity.Current?.AddEvent(new ActivityEvent("announced", tags: new() { ["messaging.message.id"] = id, ["messaging.message.type"] = type }));
        return Telemetry.TraceParent.Current;
    }
}

/// <summary>Where the outbox row lies that the consumer removes once it has done its work.</summary>
public sealed record OutboxAddress(string Table, string Partition, string Row);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class MessagingJson : JsonSerializerContext;
