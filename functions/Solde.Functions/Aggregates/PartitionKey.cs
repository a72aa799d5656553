using System.Text;

namespace Solde.Functions.Aggregates;

/// <summary>
/// The one place where partition keys are made: <c>{organisation}|{kind}|{id}</c>. What comes from outside is encoded,
/// so no id can reach another organisation's partition or upset the storage's own syntax.
/// </summary>
public static class PartitionKey
{
    public static string Of(string organisation, string kind, string id) => $"{Encode(organisation)}|{kind}|{Encode(id)}";

    /// <summary>
    /// The range of all of an organisation's partitions of a kind, both ends excluded. The separator ends the organisation's
    /// id, so one whose id only begins alike lies outside.
    /// </summary>
    public static (string After, string Before) RangeOf(string organisation, string kind) =>
        ($"{Encode(organisation)}|{kind}|", $"{Encode(organisation)}|{kind}}}");

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and <c>.</c> stay; every other byte of UTF-8 becomes <c>=XX</c>.</summary>
    public static string Encode(string text)
    {
        if (text.All(IsPlain))
            return text;
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)unit))
                encoded.Append((char)unit);
            else
                encoded.Append('=').Append(unit.ToString("X2"));
        }
        return encoded.ToString();
    }

    /// <summary>The id in a key that was made here, for ids that need no encoding: all that the API takes in.</summary>
    public static string IdOf(string partitionKey) => partitionKey[(partitionKey.LastIndexOf('|') + 1)..];

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
