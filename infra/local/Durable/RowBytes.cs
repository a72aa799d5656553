using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>
/// Bytes of a row, over as many properties as they need: one property takes 64 KiB, one row 1 MiB, which Azurite counts in base64.
/// </summary>
internal static class RowBytes
{
    /// <summary>What one row takes beside its keys and a few short properties.</summary>
    public const int Max = PropertyMax * MaxProperties;

    private const int PropertyMax = 60 * 1024;
    private const int MaxProperties = 12;

    public static TableEntity Put(TableEntity row, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Max) throw new ArgumentException($"{bytes.Length} bytes are more than one row takes.", nameof(bytes));
        for (var index = 0; !bytes.IsEmpty; index++)
        {
            var length = Math.Min(bytes.Length, PropertyMax);
            row[Name(index)] = bytes[..length].ToArray();
            bytes = bytes[length..];
        }
        return row;
    }

    public static byte[] Get(TableEntity row)
    {
        if (row.GetBinary(Name(1)) is null) return row.GetBinary(Name(0)) ?? [];
        using var bytes = new MemoryStream();
        for (var index = 0; row.GetBinary(Name(index)) is { } part; index++) bytes.Write(part);
        return bytes.ToArray();
    }

    private static string Name(int index) => $"B{index}";
}
