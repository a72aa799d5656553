using FsCheck;
using FsCheck.Fluent;

namespace Solde.Tests.Platform.Storage;

/// <summary>Texts made of what parsers along the way (URL, OData, JSON, MIME, Azurite's regular expressions) trip over.</summary>
internal static class NastyStrings
{
    private static readonly string[] Fragments =
    [
        "a", "Z", "0", " ", "  ", "'", "''", "\"", "\\", "\\u0027", "/", "#", "?", "%", "%27", "%2F", "+", "&", "&amp;", "=", ",", "',", ";", ":",
        ".", "..", "(", ")", "{", "}", "{}", "[", "]", "<", ">", "--", "--changeset_", "--batch_", "HTTP/1.1 ", "\r", "\n", "\r\n", "\r\n\r\n", "\t", "\0", "\u0001",
        "\u007f", "\u0085", "\u00a0", "é", "ﷺ", "漢字", "\u2028", "\u202e", "\ufeff", "\ufffd", "\uffff", "\U0001F4B6", "' or true or '", "eq", " eq '",
        "PartitionKey='x'", "PUT http://127.0.0.1/", "Content-Type: application/http", "null", "true", "5L", "$filter=", "@odata.type", "guid'",
    ];

    public static Gen<string> Any { get; } = Gen.Elements(Fragments).ListOf().Select(string.Concat);

    /// <summary>What a key may hold, and nothing that it must not.</summary>
    public static Gen<string> Keys { get; } = Any.Select(text =>
        string.Concat(text.Where(character => !char.IsControl(character) && !"/\\#?',".Contains(character, StringComparison.Ordinal))));
}
