namespace Solde.Functions.Claims;

/// <summary>
/// A network through which insurers and body shops exchange messages: how its messages read and write, and what its codes mean. All else
/// knows only <see cref="NetworkMessage"/>.
/// </summary>
internal interface IClaimNetwork
{
    /// <summary>As it stands in URLs, folders and settings.</summary>
    string Name { get; }

    /// <summary>How long is waited, where an organisation has set nothing else.</summary>
    ReminderDays Reminders { get; }

    /// <summary>Never throws for what the bytes are: what is wrong with them is the fault.</summary>
    MessageReading Read(ReadOnlyMemory<byte> bytes);

    BinaryData Write(OutgoingMessage message);
}

/// <param name="Message">Null where there is a fault.</param>
internal sealed record MessageReading(NetworkMessage? Message, MessageFault? Fault)
{
    public static implicit operator MessageReading(NetworkMessage message) => new(message, null);

    public static implicit operator MessageReading(MessageFault fault) => new(null, fault);
}

/// <summary>Why a message can't be taken in.</summary>
/// <param name="Code">One of <see cref="MessageFaults"/>, or the code of a refusal.</param>
/// <param name="Where">The field or place; nothing of the content.</param>
internal sealed record MessageFault(string Code, string? Where = null);

internal static class MessageFaults
{
    public const string TooLarge = "too_large";
    public const string Empty = "empty";
    public const string NotUtf8 = "not_utf8";
    public const string NotJson = "not_json";
    public const string NotXml = "not_xml";
    public const string HasDtd = "has_dtd";
    public const string TooDeep = "too_deep";
    public const string UnknownField = "unknown_field";
    public const string BadField = "bad_field";
    public const string UnknownKind = "unknown_kind";
    public const string UnknownCode = "unknown_code";
    public const string OtherCurrency = "other_currency";
    public const string NumberReused = "number_reused";
    public const string NothingToAcknowledge = "nothing_to_acknowledge";
    public const string FileErased = "file_erased";

    public static readonly IReadOnlyList<string> All =
    [
        TooLarge, Empty, NotUtf8, NotJson, NotXml, HasDtd, TooDeep, UnknownField, BadField, UnknownKind, UnknownCode, OtherCurrency,
        NumberReused, NothingToAcknowledge, FileErased,
    ];
}
