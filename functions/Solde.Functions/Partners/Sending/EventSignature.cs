using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Partners;

/// <summary>
/// Signs what goes to a partner as the payment provider signs what comes to us: <c>t=</c> the time in seconds, and for each secret in force
/// <c>v1=</c> the HMAC-SHA256, in hexadecimal, of the time, a dot and the body. The time keeps a recorded message from being played again.
/// </summary>
internal static class EventSignature
{
    public const string Header = "Solde-Signature";

    public static string Of(IEnumerable<string> secrets, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        var signatures = secrets.Select(secret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return string.Join(',', signatures.Select(signature => "v1=" + Convert.ToHexStringLower(signature)).Prepend("t=" + time));
    }
}
