using System.Buffers;
using System.Text;

namespace Solde.Platform.Storage;

/// <summary>
/// What Azure refuses is refused here before it is sent, because Azurite accepts most of it (so tests would pass and production
/// would not) and because a refusal that names the property is worth more than a status.
/// </summary>
internal static class TableLimits
{
    public const int MaxOperations = 100;
    public const int MaxBatchBytes = 4 * 1024 * 1024;

    // Azure takes 1,024 characters; Azurite stops at 512, and no key of ours should be half as long.
    private const int MaxKeyLength = 512;
    private const int MaxOwnProperties = 252;
    private const int MaxNameLength = 255;
    private const int MaxStringLength = 32 * 1024;
    private const int MaxBinaryLength = 64 * 1024;
    private const int MaxEntityBytes = 1024 * 1024;

    private static readonly DateTimeOffset MinDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void CheckTableName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"\"{name}\" is not a table name: 3 to 63 letters and digits, a letter first.", nameof(name));
    }

    /// <remarks>
    /// Storage refuses the slashes, '#', '?' and control characters. The quote and the comma are refused by us: Azurite reads a key
    /// holding them as another key when it comes in a batch, and stores the row there.
    /// </remarks>
    public static void CheckKey(string kind, string? key)
    {
        if (key is null) throw new ArgumentException($"{kind} is null.", nameof(key));
        if (key.Length > MaxKeyLength) throw new ArgumentException($"{kind} has {key.Length} characters; {MaxKeyLength} are allowed.", nameof(key));
        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' or '\'' or ',' || char.IsControl(character))
                throw new ArgumentException($"{kind} holds the character U+{(int)character:X4}, which a key must not.", nameof(key));
        }

        CheckUnicode(kind, key);
    }

    public static void CheckEntity(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        CheckKey(TableProperties.PartitionKey, entity[TableProperties.PartitionKey] as string);
        CheckKey(TableProperties.RowKey, entity[TableProperties.RowKey] as string);

        // Storage's own way of counting: two bytes a character, and a few for each entry.
        var bytes = 4 + (2L * (entity.PartitionKey.Length + entity.RowKey.Length));
        var ownProperties = 0;
        foreach (var (name, value) in entity)
        {
            if (value is null || TableProperties.IsSystem(name)) continue;
            ownProperties++;
            CheckName(name);
            bytes += 8 + (2L * name.Length) + CheckValue(name, value);
        }

        if (ownProperties > MaxOwnProperties)
            throw new ArgumentException($"The entity has {ownProperties} properties; {MaxOwnProperties} are allowed.", nameof(entity));
        if (bytes > MaxEntityBytes)
            throw new ArgumentException($"The entity has {bytes} bytes; {MaxEntityBytes} are allowed.", nameof(entity));
    }

    private static void CheckName(string name)
    {
        var wellFormed = name.Length is > 0 and <= MaxNameLength
            && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        if (!wellFormed)
            throw new ArgumentException($"\"{name}\" is not a property name: letters, digits and '_', no digit first.", nameof(name));
    }

    private static int CheckValue(string name, object value)
    {
        switch (value)
        {
            case string text:
                if (text.Length > MaxStringLength) throw TooLong(name, text.Length, MaxStringLength, "characters");
                CheckUnicode($"Property {name}", text);
                return 4 + (2 * text.Length);
            case byte[] binary:
                return binary.Length > MaxBinaryLength ? throw TooLong(name, binary.Length, MaxBinaryLength, "bytes") : 4 + binary.Length;
            case DateTimeOffset time when time < MinDate:
                throw new ArgumentException($"Property {name} is before the year 1601.", nameof(value));
            case Guid:
                return 16;
            case int:
                return 4;
            case bool:
                return 1;
            default:
                return 8;
        }
    }

    private static ArgumentException TooLong(string name, int length, int limit, string unit) =>
        new($"Property {name} has {length} {unit}; {limit} are allowed.", nameof(name));

    // Half a surrogate pair cannot be sent: it would be stored as U+FFFD, and two keys could become one.
    private static void CheckUnicode(string what, string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
                throw new ArgumentException($"{what} is not well-formed Unicode.", nameof(text));
            rest = rest[consumed..];
        }
    }
}
