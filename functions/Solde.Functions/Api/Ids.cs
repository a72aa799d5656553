namespace Solde.Functions.Api;

/// <summary>What an id from outside may look like: plain enough for keys, URLs and logs.</summary>
public static class Ids
{
    public const int MaxLength = 64;

    public static bool IsValid(string? id) => id is { Length: >= 1 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
