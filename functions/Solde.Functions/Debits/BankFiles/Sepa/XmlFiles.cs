using System.Xml;

namespace Solde.Functions.Debits;

/// <summary>XML from outside: no DTD, nothing fetched, and limits on whatever a file could make grow.</summary>
internal static class XmlFiles
{
    public const int MaxText = 1000;
    public const int MaxDepth = 40;
    public const long MaxCharacters = 500_000_000;

    public static XmlReaderSettings Settings() => new()
    {
        Async = true,
        CloseInput = false,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = MaxCharacters,
    };

    /// <summary>XML that breaks is a fault of the file, not of ours.</summary>
    public static async Task<(bool More, FileFault? Fault)> NextAsync(XmlReader xml)
    {
        try
        {
            return (await xml.ReadAsync(), null);
        }
        catch (XmlException broken)
        {
            // What is forbidden, such as a DTD, comes without a place of its own.
            return (false, FileFaults.Xml.At(Math.Max(1, Math.Max(broken.LineNumber, LineOf(xml))), broken.LinePosition));
        }
    }

    /// <summary>The text where the reader stands; null where it is too long or breaks.</summary>
    public static async Task<string?> TextAsync(XmlReader xml)
    {
        if (!xml.CanReadValueChunk)
            return await xml.GetValueAsync() is { Length: <= MaxText } whole ? whole : null;
        var text = new char[MaxText + 1];
        var length = 0;
        try
        {
            while (length < text.Length && await xml.ReadValueChunkAsync(text, length, text.Length - length) is > 0 and var read)
                length += read;
        }
        catch (XmlException)
        {
            return null;
        }
        return length > MaxText ? null : new string(text, 0, length);
    }

    public static long LineOf(XmlReader xml) => xml is IXmlLineInfo line ? line.LineNumber : 0;
}
