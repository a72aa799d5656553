using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Accounts;

/// <summary>
/// What an activation message proves: that its reader gets the owner's mail. Derived from the address, so nothing
/// secret is stored or queued, and an old message stops working when the address changes.
/// </summary>
internal sealed class ActivationToken(byte[] signingKey)
{
    private const int MinKeyLength = 32;

    /// <exception cref="InvalidOperationException">The key is missing or too short to sign anything.</exception>
    public static ActivationToken From(string? signingKey) => signingKey is { Length: >= MinKeyLength }
        ? new ActivationToken(Encoding.UTF8.GetBytes(signingKey))
        : throw new InvalidOperationException($"Set Solde:SigningKey to at least {MinKeyLength} random characters.");

    public string For(string organisation, string account, string email)
    {
        var text = $"activation\n{organisation}\n{account}\n{EmailClaims.Normalise(email)}";
        return Base64Url.EncodeToString(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(text)));
    }

    public bool IsFor(string token, string organisation, string account, string email) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(For(organisation, account, email)));
}
