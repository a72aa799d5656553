using System.Security.Cryptography;
using System.Text;

namespace Solde.Local.Provider;

internal static class Signature
{
    public const string Header = "Stripe-Signature";

    /// <summary>The header for these bytes: HMAC-SHA256 over <c>{seconds}.{body}</c> with the whole secret, prefix too.</summary>
    public static string Of(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{seconds}."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
