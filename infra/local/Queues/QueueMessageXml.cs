using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Solde.Platform.Storage;

namespace Solde.Local.Queues;

/// <summary>
/// Messages on the wire. The text goes as base64, because XML cannot carry every character and Azurite answers 400 to some it can.
/// </summary>
internal static class QueueMessageXml
{
    public static BinaryData Write(string text)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return BinaryData.FromString($"<QueueMessage><MessageText>{encoded}</MessageText></QueueMessage>");
    }

    public static IReadOnlyList<QueueMessage> Read(BinaryData content) =>
        [.. SafeXml.Parse(content).Root!.Elements("QueueMessage").Select(Read)];

    private static QueueMessage Read(XElement element) =>
        new(
            element.Element("MessageId")!.Value,
            element.Element("PopReceipt")?.Value ?? "",
            Encoding.UTF8.GetString(Convert.FromBase64String(element.Element("MessageText")!.Value)),
            int.Parse(element.Element("DequeueCount")!.Value, CultureInfo.InvariantCulture),
            DateTimeOffset.ParseExact(element.Element("InsertionTime")!.Value, "R", CultureInfo.InvariantCulture));
}
