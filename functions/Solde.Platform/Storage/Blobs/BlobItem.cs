using System.Globalization;
using System.Xml.Linq;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>A blob as a listing shows it.</summary>
public sealed record BlobItem(string Name, long ContentLength, string? ContentType, ETag ETag, DateTimeOffset LastModified)
{
    internal static BlobItem Read(XElement element)
    {
        var properties = element.Element("Properties")!;
        return new BlobItem(
            ReadName(element.Element("Name")!),
            long.Parse(properties.Element("Content-Length")!.Value, CultureInfo.InvariantCulture),
            properties.Element("Content-Type")?.Value,
            // A listing leaves out the quotes that a header has; without them an ETag is the same as one from a header.
            new ETag(properties.Element("Etag")!.Value.Trim('"')),
            DateTimeOffset.ParseExact(properties.Element("Last-Modified")!.Value, "R", CultureInfo.InvariantCulture));
    }

    // A name that XML cannot carry comes percent-encoded, and says so.
    private static string ReadName(XElement name) =>
        name.Attribute("Encoded")?.Value == "true" ? Uri.UnescapeDataString(name.Value) : name.Value;
}
