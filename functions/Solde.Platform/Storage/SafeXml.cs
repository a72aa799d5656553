using System.Xml;
using System.Xml.Linq;

namespace Solde.Platform.Storage;

/// <summary>Reads XML that came over a network: no DTD, nothing fetched, and a limit to what it may grow to.</summary>
public static class SafeXml
{
    private const long MaxCharacters = 64L * 1024 * 1024;

    /// <exception cref="XmlException">It is not well formed, has a DTD, or is too long.</exception>
    public static XDocument Parse(BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
        };
        using var stream = content.ToStream();
        using var reader = XmlReader.Create(stream, settings);
        return XDocument.Load(reader);
    }
}
