namespace Solde.Local.Queues;

/// <summary>A queue is named by 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends.</summary>
internal static class QueueName
{
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wellFormed = name.Length is >= 3 and <= 63
            && name.All(character => character is '-' || char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character))
            && name[0] != '-'
            && name[^1] != '-'
            && !name.Contains("--", StringComparison.Ordinal);
        if (!wellFormed)
            throw new ArgumentException($"\"{name}\" is not a queue name: 3 to 63 of a-z, 0-9 and single dashes between them.", nameof(name));
    }
}
