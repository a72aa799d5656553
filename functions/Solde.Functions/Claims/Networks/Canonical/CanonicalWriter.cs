using System.Globalization;
using System.Text;
using System.Xml;

namespace Solde.Functions.Claims;

/// <summary>Writes what we send, as XML by the same schema.</summary>
internal static class CanonicalWriter
{
    public static BinaryData Write(OutgoingMessage message)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartElement("outgoingMessage", CanonicalXml.Namespace);
            void Field(string name, string? text)
            {
                if (text is not null)
                    xml.WriteElementString(name, CanonicalXml.Namespace, text);
            }

            Field("number", message.Number);
            Field("kind", message.Kind == ClaimEvents.InvoiceSent ? "FA" : "BDG");
            Field("claim", message.Claim);
            Field("version", message.Version.ToString(CultureInfo.InvariantCulture));
            Field("datedAt", message.DatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Field("invoice", message.InvoiceNumber);
            if (message.Amount is { } amount)
            {
                xml.WriteStartElement("amount", CanonicalXml.Namespace);
                xml.WriteAttributeString("currency", amount.Currency);
                xml.WriteString(amount.Minor.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return BinaryData.FromBytes(stream.ToArray());
    }
}
