using System.Text;

namespace Solde.Tests.Platform.Durable;

/// <summary>Protobuf bytes written by hand: tag, length, value. Knows nothing of the generated messages.</summary>
internal static class Bytes
{
    /// <summary>A number field. Negative ones take ten bytes, as int32 has it.</summary>
    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    public static byte[] Text(int field, string value) => Message(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A google.protobuf.StringValue: a message whose field 1 is the text.</summary>
    public static byte[] Optional(int field, string value) => Message(field, value.Length == 0 ? [] : Text(1, value));

    /// <summary>A google.protobuf.Timestamp: seconds in field 1, nanoseconds in field 2.</summary>
    public static byte[] Time(int field, long seconds, int nanos) => Message(field, Number(1, seconds), Number(2, nanos));

    public static byte[] Message(int field, params byte[][] parts)
    {
        var content = parts.SelectMany(part => part).ToArray();
        return [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];
    }

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
