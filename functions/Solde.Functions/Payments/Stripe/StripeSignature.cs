using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.ObjectPool;

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
    private const int MaxTimeLength = 20;

    private readonly ObjectPool<IncrementalHash>[] _signers = [.. secrets.Select(secret => new DefaultObjectPool<IncrementalHash>(new Keyed(secret)))];

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
        foreach (var signers in _signers)
        {
            Sign(signers, time, body, expected);
            foreach (var part in header.Split(','))
            {
                if (TryReadSignature(header[part], given))
                    isValid |= CryptographicOperations.FixedTimeEquals(given, expected);
            }
        }
        return isValid;
    }

    private static void Sign(ObjectPool<IncrementalHash> signers, ReadOnlySpan<char> time, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        Span<byte> prefix = stackalloc byte[time.Length + 1];
        Encoding.ASCII.GetBytes(time, prefix);
        prefix[^1] = (byte)'.';

        var signer = signers.Get();
        signer.AppendData(prefix);
        signer.AppendData(body);
        signer.GetHashAndReset(signature);
        signers.Return(signer);
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
        return time.Length <= MaxTimeLength && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
    }

    /// <summary>Only scheme v1 counts, in lower-case hexadecimal, without spaces around it.</summary>
    private static bool TryReadSignature(ReadOnlySpan<char> item, Span<byte> signature)
    {
        if (!item.StartsWith("v1=", StringComparison.Ordinal) || item.Length != 3 + HexLength || item[3..].ContainsAnyInRange('A', 'F'))
            return false;
        return Convert.FromHexString(item[3..], signature, out _, out var written) == System.Buffers.OperationStatus.Done && written == signature.Length;
    }

    /// <summary>Makes hashes that have taken in the key already, which is a good part of signing a short body.</summary>
    private sealed class Keyed(string secret) : PooledObjectPolicy<IncrementalHash>
    {
        private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

        public override IncrementalHash Create() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);

        /// <summary>Each is reset when its hash is read.</summary>
        public override bool Return(IncrementalHash obj) => true;
    }
}
