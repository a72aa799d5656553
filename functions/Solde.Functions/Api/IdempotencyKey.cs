using System.Security.Cryptography;
using System.Text;

namespace Solde.Functions.Api;

/// <summary>The caller's name for one piece of work (COM-05).</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    public static bool IsValid(string key) => key.Length is >= 1 and <= 255 && key.All(c => c is > ' ' and < (char)127);

    /// <summary>The same id for the same key, so that a request repeated after a crash finds the partition it made.</summary>
    public static string DerivedId(string prefix, Command command) => command.IdempotencyKey is null
        ? NewId(prefix)
        : $"{prefix}_{Digest($"{command.Organisation}\n{prefix}\n{command.IdempotencyKey}")[..32]}";

    /// <summary>A new id; ids made later sort later.</summary>
    public static string NewId(string prefix) => $"{prefix}_{Guid.CreateVersion7():N}";

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
