using System.Security.Cryptography;
using System.Text;

namespace Solde.Platform.Durable.Replay;

/// <summary>UUID version 5: the same name, the same id.</summary>
internal static class NameBasedGuid
{
    /// <summary>The name space of the original SDK, so that both make the same ids.</summary>
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Of(string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        var input = new byte[16 + length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 here; nothing is protected by it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
