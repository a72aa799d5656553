using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>What Service Bus keeps of a message and a storage queue doesn't, beside where the body lies.</summary>
internal sealed record MessageProperties
{
    public required string MessageId { get; init; }

    public required long SequenceNumber { get; init; }

    public required DateTimeOffset EnqueuedTimeUtc { get; init; }

    public string? CorrelationId { get; init; }

    public JsonObject? ApplicationProperties { get; init; }

    /// <summary>The body is bytes, kept as base64, and reaches the app as base64.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The body is too long for a queue message and lies in a blob of this name.</summary>
    public string? BodyBlob { get; init; }

    public string? DeadLetterReason { get; init; }

    /// <summary>How often a dead letter was delivered before it became one.</summary>
    public int? DeliveryCount { get; init; }
}

/// <summary>
/// A message in a storage queue: one line of properties, then the body as it is. A text without that line is a message
/// that somebody put into the queue by hand, and is taken as it is.
/// </summary>
internal sealed record StoredMessage(MessageProperties Properties, string Body)
{
    /// <summary>What a storage queue takes: 64 KiB of base64.</summary>
    public const int MaxStoredBytes = 48 * 1024;

    private const string Mark = "solde-message ";

    public bool Fits => Encoding.UTF8.GetByteCount(Write()) <= MaxStoredBytes;

    public string Write() => $"{Mark}{JsonSerializer.Serialize(Properties, JsonReading.Written)}\n{Body}";

    public static StoredMessage Read(string text, string queueMessageId, DateTimeOffset insertedOn)
    {
        var endOfLine = text.IndexOf('\n', StringComparison.Ordinal);
        var isMarked = endOfLine > 0 && text.StartsWith(Mark, StringComparison.Ordinal);
        if (isMarked && ReadProperties(text[Mark.Length..endOfLine]) is { } properties)
            return new StoredMessage(properties, text[(endOfLine + 1)..]);

        return new StoredMessage(
            new MessageProperties { MessageId = queueMessageId, SequenceNumber = insertedOn.UtcTicks, EnqueuedTimeUtc = insertedOn },
            text);
    }

    private static MessageProperties? ReadProperties(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MessageProperties>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
