using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Organisations;

/// <summary>
/// The key as a caller holds it: <c>solde_{organisation}_{key id}_{secret}</c>. It names its own partition, so checking
/// it needs no index; only a hash of the secret is stored. The secret has 256 random bits, so a plain hash is enough.
/// </summary>
internal readonly record struct ApiKeyText(string Organisation, string KeyId, string Secret)
{
    private const string Prefix = "solde_";

    public static ApiKeyText New(string organisation) =>
        new(organisation, RandomNumberGenerator.GetHexString(12, lowercase: true), RandomNumberGenerator.GetHexString(64, lowercase: true));

    public static bool TryParse(string? text, out ApiKeyText key)
    {
        key = default;
        if (text is null || text.Length > 256 || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        // An organisation's id may hold underscores; the two parts behind it never do.
        var secretAt = text.LastIndexOf('_');
        var idAt = secretAt <= Prefix.Length ? -1 : text.LastIndexOf('_', secretAt - 1);
        if (idAt <= Prefix.Length)
            return false;
        key = new ApiKeyText(text[Prefix.Length..idAt], text[(idAt + 1)..secretAt], text[(secretAt + 1)..]);
        return key.Secret.Length > 0 && key.KeyId.Length > 0;
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public bool Matches(string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(Secret)), Encoding.ASCII.GetBytes(storedHash));

    public override string ToString() => $"{Prefix}{Organisation}_{KeyId}_{Secret}";
}
