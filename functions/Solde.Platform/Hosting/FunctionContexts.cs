using System.Text.Json;
using Solde.Platform.Messaging;

namespace Solde.Platform.Hosting;

/// <summary>What a queue function gets: one message, delivered at least once.</summary>
/// <param name="Text">The message as it was sent.</param>
/// <param name="DeliveryCount">1 on the first delivery.</param>
public sealed record MessageContext(
    string Text, string MessageId, int DeliveryCount, IServiceProvider Services, OutgoingMessages Outgoing, CancellationToken CancellationToken)
{
    /// <summary>When the change that announced the message was committed: the same in every delivery. Null for one without an envelope.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }
}

/// <param name="IsPastDue">The run was due while no host was there to start it.</param>
public sealed record TimerContext(
    bool IsPastDue, IServiceProvider Services, OutgoingMessages Outgoing, CancellationToken CancellationToken);

/// <summary>Reads the host's wrapped call for triggers other than HTTP.</summary>
internal static class TriggerData
{
    public const string MessageBinding = "message";
    public const string TimerBinding = "timer";
    public const string ActivityBinding = "input";

    public static MessageContext Message(
        JsonElement call, IServiceProvider services, OutgoingMessages outgoing, CancellationToken cancellation)
    {
        var metadata = call.TryGetProperty("Metadata", out var found) ? found : default;
        return new MessageContext(
            MessageText(call),
            Text(metadata, "MessageId") ?? "",
            DeliveryCount(call),
            services,
            outgoing,
            cancellation);
    }

    /// <summary>1 where the host does not say.</summary>
    public static int DeliveryCount(JsonElement call) =>
        call.TryGetProperty("Metadata", out var metadata) && int.TryParse(Text(metadata, "DeliveryCount"), out var count) ? count : 1;

    public static string MessageText(JsonElement call) => Unwrap(call.GetProperty("Data").GetProperty(MessageBinding));

    public static TimerContext Timer(JsonElement call, IServiceProvider services, OutgoingMessages outgoing, CancellationToken cancellation)
    {
        var pastDue = call.GetProperty("Data").TryGetProperty(TimerBinding, out var timer)
            && timer.ValueKind == JsonValueKind.Object
            && timer.TryGetProperty("IsPastDue", out var flag)
            && flag.ValueKind == JsonValueKind.True;
        return new TimerContext(pastDue, services, outgoing, cancellation);
    }

    /// <summary>An activity's input, or nothing where it was called without.</summary>
    public static JsonElement Activity(JsonElement call) =>
        call.GetProperty("Data").TryGetProperty(ActivityBinding, out var input) ? input : default;

    /// <summary>The host gives a text body as a JSON string that was encoded once more; an object body as it is.</summary>
    public static string Unwrap(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value.GetRawText();
        var text = value.GetString()!;
        if (text.Length < 2 || text[0] != '"')
            return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            return inner.RootElement.ValueKind == JsonValueKind.String ? inner.RootElement.GetString()! : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string? Text(JsonElement metadata, string name)
    {
        if (metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String ? Unwrap(value) : value.GetRawText();
    }
}
