using System.Security.Cryptography;

namespace Solde.Local.Provider;

internal static class Ids
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Random rather than counted: a sandbox in memory starts empty while the app beside it still remembers the ids of the last run.
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 24)}";
}
