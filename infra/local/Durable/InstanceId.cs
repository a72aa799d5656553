using System.Globalization;
using System.Text;

namespace Solde.Local.Durable;

/// <summary>What an instance may be called, and the partition that it lies in.</summary>
internal static class InstanceId
{
    private const int MaxLength = 100;

    /// <summary>Null when the id may be used, else what is wrong with it.</summary>
    public static string? WhyRefused(string id)
    {
        if (id.Length is 0 or > MaxLength) return $"An instance id has 1 to {MaxLength} characters; this one has {id.Length}.";
        if (id[0] == '@') return "An instance id does not begin with '@'.";
        foreach (var character in id)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
                return $"An instance id does not hold the character U+{(int)character:X4}.";
        }
        return null;
    }

    /// <summary>
    /// Letter by letter, so that the key of a prefix is a prefix of the key. At its longest it is still a key that Azurite takes.
    /// </summary>
    public static string Key(string id)
    {
        var key = new StringBuilder(id.Length);
        foreach (var character in id)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '|' or '@') key.Append(character);
            else key.Append('=').Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
        }
        return key.ToString();
    }
}
