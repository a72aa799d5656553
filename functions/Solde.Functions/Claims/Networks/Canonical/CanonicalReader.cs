using System.Globalization;
using System.Text;
using System.Text.Json;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Reads the canonical form, strictly: what is not right is a fault, and nothing is guessed.</summary>
internal static class CanonicalReader
{
    public const int MaxBytes = 256 * 1024;

    private const int MaxNumber = 100;
    private const int MaxClaim = 64;

    /// <summary>An instant says where it is: without an offset it would be another one in each country.</summary>
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static MessageReading Read(ReadOnlyMemory<byte> bytes, NetworkCodes codes)
    {
        if (bytes.Length > MaxBytes)
            return new MessageFault(MessageFaults.TooLarge);
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return new MessageFault(MessageFaults.NotUtf8);
        }
        // A replacement character stands where a decoder on the way could not read: what was there is lost.
        if (text.Contains('\uFFFD') || text.Contains('\0'))
            return new MessageFault(MessageFaults.NotUtf8);
        if (string.IsNullOrWhiteSpace(text))
            return new MessageFault(MessageFaults.Empty);

        var (message, fault) = text.TrimStart().StartsWith('<') ? CanonicalXml.Read(text) : ReadJson(text);
        return message is null ? fault! : Checked(message, codes);
    }

    private static (CanonicalMessage? Message, MessageFault? Fault) ReadJson(string text)
    {
        try
        {
            var message = JsonSerializer.Deserialize(text, CanonicalJson.Default.CanonicalMessage);
            return message is null ? (null, new MessageFault(MessageFaults.NotJson)) : (message, null);
        }
        catch (JsonException bad)
        {
            if (bad.Message.Contains("depth", StringComparison.OrdinalIgnoreCase))
                return (null, new MessageFault(MessageFaults.TooDeep));
            if (bad.Message.Contains("could not be mapped", StringComparison.Ordinal))
                return (null, new MessageFault(MessageFaults.UnknownField));
            var field = bad.Path?.TrimStart('$').TrimStart('.');
            return string.IsNullOrEmpty(field)
                ? (null, new MessageFault(MessageFaults.NotJson))
                : (null, new MessageFault(MessageFaults.BadField, field));
        }
    }

    private static MessageReading Checked(CanonicalMessage message, NetworkCodes codes)
    {
        if (!MessageKinds.All.Contains(message.Kind ?? ""))
            return new MessageFault(MessageFaults.UnknownKind);
        var happened = codes.EventOf(message.Kind!, message.Code);
        if (happened is null && message.Kind != MessageKinds.Acknowledgement)
            return new MessageFault(MessageFaults.UnknownCode);
        if (BadFieldOf(message) is { } field)
            return new MessageFault(MessageFaults.BadField, field);
        if (InstantOf(message.DatedAt) is not { Year: >= 2000 and <= 2199 } datedAt)
            return new MessageFault(MessageFaults.BadField, "datedAt");
        return new NetworkMessage(
            message.Number!.Trim(),
            message.Kind!,
            happened,
            NetworkCodes.LabelOf(message.Kind!, message.Code),
            message.Claim!.Trim(),
            datedAt,
            message.Insurer,
            message.Registration,
            message.Amount,
            message.Acknowledges,
            message.Note);
    }

    private static string? BadFieldOf(CanonicalMessage message)
    {
        if (!IsText(message.Number, MaxNumber))
            return "number";
        if (!IsText(message.Claim, MaxClaim))
            return "claim";
        if (message.Code is not null && message.Kind != MessageKinds.FollowUp)
            return "code";
        if (message.Insurer is not null && !IsText(message.Insurer, FieldErrors.NameLength))
            return "insurer";
        if (message.Registration is not null && !IsText(message.Registration, MaxClaim))
            return "registration";
        if (message.Note is not null && !IsText(message.Note, FieldErrors.NoteLength))
            return "note";
        if (message.Amount is { } amount && (message.Kind != MessageKinds.PaymentNotice || !IsAmount(amount)))
            return "amount";
        if (message.Kind == MessageKinds.Acknowledgement ? !IsText(message.Acknowledges, MaxNumber) : message.Acknowledges is not null)
            return "acknowledges";
        return null;
    }

    private static DateTimeOffset? InstantOf(string? text) => DateTimeOffset.TryParseExact(
        text?.Trim(), Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        ? at
        : null;

    private static bool IsAmount(Money amount) => amount.Minor is > 0 and <= Money.MaxMinor && Currency.IsKnown(amount.Currency);

    private static bool IsText(string? text, int max) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= max && !text.Any(char.IsControl) && IsPaired(text);

    /// <summary>Half a surrogate pair, which JSON can escape, is no character.</summary>
    private static bool IsPaired(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}
