using System.Text;

namespace Solde.Platform.Storage;

internal static class BlobName
{
    private const int MaxLength = 1024;

    /// <summary>Checks the name and gives it as it stands in a URL. A slash makes a virtual folder and stays.</summary>
    public static string ToPath(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxLength) throw new ArgumentException($"A blob's name has up to {MaxLength} characters.", nameof(name));
        foreach (var segment in name.Split('/'))
        {
            // A URL loses such segments on its way, and the name would be another blob's: an upload of "a/../b" would replace "b".
            if (segment is "" or "." or "..") throw new ArgumentException($"\"{name}\" has an empty or dotted segment.", nameof(name));
        }

        if (!name.EnumerateRunes().All(IsAllowed))
            throw new ArgumentException("A blob's name has no backslash, no control character and nothing that XML cannot carry.", nameof(name));
        return string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
    }

    public static void CheckContainer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wellFormed = name.Length is >= 3 and <= 63
            && name.All(character => character is '-' || char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character))
            && name[0] != '-'
            && name[^1] != '-'
            && !name.Contains("--", StringComparison.Ordinal);
        if (!wellFormed)
            throw new ArgumentException($"\"{name}\" is not a container name: 3 to 63 of a-z, 0-9 and single dashes between them.", nameof(name));
    }

    // A listing is XML: one name that it cannot carry, and Azurite lists nothing any more. Half a surrogate pair, which would be
    // stored as another character, shows here as the replacement character. Some read a backslash as a slash.
    private static bool IsAllowed(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not ('\\' or 0xFFFD or 0xFFFE or 0xFFFF);
}
