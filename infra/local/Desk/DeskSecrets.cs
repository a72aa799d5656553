using System.Security.Cryptography;
using System.Text;

namespace Solde.Local.Desk;

/// <summary>Keys that open nothing but this desk, on loopback. They are no secrets, and the same on every desk.</summary>
internal static class DeskSecrets
{
    public const string OperatorKey = "local-operator-key";
    public const string SigningKey = "local-signing-key-for-activation-tokens";
    public const string ProviderKey = "sk_test_sandbox";
    public const string WebhookSecret = "whsec_sandbox";

    public static string OperatorKeyHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OperatorKey)));
}
