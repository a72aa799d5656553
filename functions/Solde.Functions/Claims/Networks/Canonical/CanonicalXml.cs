using System.Globalization;
using System.Xml;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>The XML form: one element with a child for each field (docs/schemas/claim-message.xsd). No DTD, so no entities.</summary>
internal static class CanonicalXml
{
    public const string Namespace = "urn:solde:claim-message:1";
    public const string Root = "claimMessage";

    /// <summary>The root, and its fields in it.</summary>
    private const int MaxDepth = 2;

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "number", "kind", "claim", "datedAt", "code", "insurer", "registration", "amount", "acknowledges", "note",
    };

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = CanonicalReader.MaxBytes,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static (CanonicalMessage? Message, MessageFault? Fault) Read(string text)
    {
        // Said beforehand: the reader's own word for it is an error like any other.
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            return (null, new MessageFault(MessageFaults.HasDtd));
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return Read(reader);
        }
        catch (XmlException)
        {
            return (null, new MessageFault(MessageFaults.NotXml));
        }
    }

    private static (CanonicalMessage? Message, MessageFault? Fault) Read(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.Read();
        // The text was read as UTF-8 already: what says that it is something else is not what was meant.
        if (reader.NodeType == XmlNodeType.XmlDeclaration && reader.GetAttribute("encoding") is { } encoding && !IsUtf8(encoding))
            return (null, new MessageFault(MessageFaults.NotUtf8));
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != Root || reader.NamespaceURI != Namespace)
            return (null, new MessageFault(MessageFaults.UnknownField, "root"));
        string? field = null;
        string? currency = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth >= MaxDepth:
                    return (null, new MessageFault(MessageFaults.TooDeep));
                case XmlNodeType.Element:
                    field = reader.LocalName;
                    if (reader.NamespaceURI != Namespace || !Fields.Contains(field))
                        return (null, new MessageFault(MessageFaults.UnknownField));
                    if (!fields.TryAdd(field, ""))
                        return (null, new MessageFault(MessageFaults.BadField, field));
                    if (field == "amount")
                        currency = reader.GetAttribute("currency");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    if (field is null)
                        return (null, new MessageFault(MessageFaults.NotXml));
                    fields[field] += reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    field = null;
                    break;
            }
        }
        return MessageOf(fields, currency);
    }

    private static bool IsUtf8(string encoding) => encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static (CanonicalMessage? Message, MessageFault? Fault) MessageOf(Dictionary<string, string> fields, string? currency)
    {
        Money? amount = null;
        if (fields.TryGetValue("amount", out var minor))
        {
            if (currency is null || !long.TryParse(minor.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return (null, new MessageFault(MessageFaults.BadField, "amount"));
            amount = new Money(value, currency);
        }
        return (
            new CanonicalMessage(
                fields.GetValueOrDefault("number"),
                fields.GetValueOrDefault("kind"),
                fields.GetValueOrDefault("claim"),
                fields.GetValueOrDefault("datedAt"),
                fields.GetValueOrDefault("code"),
                fields.GetValueOrDefault("insurer"),
                fields.GetValueOrDefault("registration"),
                amount,
                fields.GetValueOrDefault("acknowledges"),
                fields.GetValueOrDefault("note")),
            null);
    }
}
