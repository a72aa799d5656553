using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Solde.Functions.Payments.Stripe;

/// <summary>
/// Checks a <c>Stripe-Signature</c> header over the exact bytes received (PAY-02): HMAC-SHA256 of <c>t.</c> and the
/// body, keyed with the whole <c>whsec_…</c> text. Where the provider's own libraries differ, the stricter rule holds.
/// </summary>
/// <param name="secrets">Every secret in force; two while one is rolled.</param>
/// <param name="tolerance">How far the signature's time may lie from now, either way.</param>
internal sealed class StripeSignature(IEnumerable<string> secrets, TimeSpan tolerance)
{
    private const int HexLength = 64;

    private readonly byte[][] _keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];

    public bool IsValid(ReadOnlySpan<char> header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!TryReadTime(header, out var time, out var seconds) || !Utf8.IsValid(body))
            return false;
        var age = now.ToUnixTimeSeconds() - seconds;
        if (age > tolerance.TotalSeconds || -age > tolerance.TotalSeconds)
            return false;

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isValid = false;
        foreach (var key in _keys)
        {
            Sign(key, time, body, expected);
            foreach (var part in header.Split(','))
            {
                if (TryReadSignature(header[part], given))
                    isValid |= CryptographicOperations.FixedTimeEquals(given, expected);
            }
        }
        return isValid;
    }

    private static void Sign(byte[] key, ReadOnlySpan<char> time, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        var length = time.Length + 1 + body.Length;
        var signed = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        Encoding.ASCII.GetBytes(time, signed);
        signed[time.Length] = (byte)'.';
        body.CopyTo(signed.AsSpan(time.Length + 1));
        HMACSHA256.HashData(key, signed.AsSpan(0, length), signature);
        System.Buffers.ArrayPool<byte>.Shared.Return(signed);
    }

    /// <summary>Exactly one time, digits only.</summary>
    private static bool TryReadTime(ReadOnlySpan<char> header, out ReadOnlySpan<char> time, out long seconds)
    {
        time = default;
        seconds = 0;
        foreach (var part in header.Split(','))
        {
            var item = header[part];
            if (!item.StartsWith("t=", StringComparison.Ordinal))
                continue;
            if (!time.IsEmpty)
                return false;
            time = item[2..];
        }
        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }

    /// <summary>Only scheme v1 counts, in lower-case hexadecimal, without spaces around it.</summary>
    private static bool TryReadSignature(ReadOnlySpan<char> item, Span<byte> signature)
    {
        if (!item.StartsWith("v1=", StringComparison.Ordinal) || item.Length != 3 + HexLength || item[3..].ContainsAnyInRange('A', 'F'))
            return false;
        return Convert.FromHexString(item[3..], signature, out _, out var written) == System.Buffers.OperationStatus.Done && written == signature.Length;
    }
}
