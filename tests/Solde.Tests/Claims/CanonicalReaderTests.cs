using System.Text;
using System.Xml;
using System.Xml.Schema;
using Solde.Functions.Claims;
using Solde.Functions.Ledger;

namespace Solde.Tests.Claims;

/// <summary>Messages that are none, or an attack: each is a fault with a code, and none is an exception.</summary>
[Trait("Rule", "CLM-17")]
public sealed class CanonicalReaderTests
{
    private const string Head = "<claimMessage xmlns=\"urn:solde:claim-message:1\">";
    private const string Fields = "<number>1</number><kind>notice</kind><claim>C1</claim><datedAt>2026-03-01T10:00:00Z</datedAt>";

    private static readonly IClaimNetwork Network = new DarvaNetwork();

    public static TheoryData<string, string, string?> Bad => new()
    {
        { "", MessageFaults.Empty, null },
        { "  \n ", MessageFaults.Empty, null },
        { "hello", MessageFaults.NotJson, null },
        { "null", MessageFaults.NotJson, null },
        { "{\"number\":\"1\",\"kind\":\"notice\",\"cl", MessageFaults.NotJson, null },
        { "{\"number\":1,\"kind\":\"notice\"}", MessageFaults.BadField, "number" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\",\"colour\":\"red\""), MessageFaults.UnknownField, null },
        { Json("\"number\":\"1\",\"number\":\"2\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "number" },
        { Json("\"number\":\"1\",\"kind\":\"greeting\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.UnknownKind, null },
        { Json("\"number\":\"1\",\"kind\":\"follow_up\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.UnknownCode, null },
        { Json("\"number\":\"1\",\"kind\":\"follow_up\",\"code\":\"3x\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.UnknownCode, null },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"code\":\"36\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "code" },
        { Json("\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "number" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\" \",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "claim" },
        { Json("\"number\":\"1\\u0000\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "number" },
        { Json("\"number\":\"1\\ud800\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "number" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00\""), MessageFaults.BadField, "datedAt" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-02-30T10:00:00Z\""), MessageFaults.BadField, "datedAt" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"0001-01-01T00:00:00Z\""), MessageFaults.BadField, "datedAt" },
        { Json("\"number\":\"1\",\"kind\":\"notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\",\"amount\":{\"minor\":1,\"currency\":\"EUR\"}"), MessageFaults.BadField, "amount" },
        { Json("\"number\":\"1\",\"kind\":\"payment_notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\",\"amount\":{\"minor\":0,\"currency\":\"EUR\"}"), MessageFaults.BadField, "amount" },
        { Json("\"number\":\"1\",\"kind\":\"payment_notice\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\",\"amount\":{\"minor\":1,\"currency\":\"XXX\"}"), MessageFaults.BadField, "amount" },
        { Json("\"number\":\"1\",\"kind\":\"acknowledgement\",\"claim\":\"C1\",\"datedAt\":\"2026-03-01T10:00:00Z\""), MessageFaults.BadField, "acknowledges" },
        { "<claimMessage/>", MessageFaults.UnknownField, "root" },
        { "<!DOCTYPE claimMessage [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Head + "<number>&x;</number></claimMessage>", MessageFaults.HasDtd, null },
        { "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + Head + "<number>&b;</number></claimMessage>", MessageFaults.HasDtd, null },
        { Head + "<number>&x;</number></claimMessage>", MessageFaults.NotXml, null },
        { Head + "<number>1</number>", MessageFaults.NotXml, null },
        { Head + Fields + "</claimMessage><more/>", MessageFaults.NotXml, null },
        { Head + "<number><deep><deeper/></deep></number></claimMessage>", MessageFaults.TooDeep, null },
        { Head + "text" + Fields + "</claimMessage>", MessageFaults.NotXml, null },
        { Head + Fields + "<number>2</number></claimMessage>", MessageFaults.BadField, "number" },
        { Head + Fields + "<colour>red</colour></claimMessage>", MessageFaults.UnknownField, null },
        { Head + Fields + "<amount>1</amount></claimMessage>", MessageFaults.BadField, "amount" },
        { "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Head + Fields + "</claimMessage>", MessageFaults.NotUtf8, null },
        { Head + Fields + "<note>caf\uFFFD</note></claimMessage>", MessageFaults.NotUtf8, null },
        { "{" + string.Concat(Enumerable.Repeat("\"amount\":{", 50)), MessageFaults.BadField, "amount" },
        { string.Concat(Enumerable.Repeat("<a>", 20_000)), MessageFaults.UnknownField, "root" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_no_message_is_a_fault_with_its_place(string text, string code, string? where)
    {
        var reading = Network.Read(Encoding.UTF8.GetBytes(text));

        Assert.Null(reading.Message);
        Assert.Equal((code, where), (reading.Fault!.Code, reading.Fault.Where));
    }

    [Fact]
    public void Bytes_in_another_encoding_are_none()
    {
        var text = Head + Fields + "<note>été</note></claimMessage>";

        Assert.Equal(MessageFaults.NotUtf8, Network.Read(Encoding.Latin1.GetBytes(text)).Fault!.Code);
        Assert.Equal(MessageFaults.NotUtf8, Network.Read(Encoding.Unicode.GetBytes(text)).Fault!.Code);
        Assert.Equal(MessageFaults.TooLarge, Network.Read(new byte[10 * 1024 * 1024]).Fault!.Code);
        Assert.NotNull(Network.Read((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]).Message);
    }

    /// <summary>Any half of a message is none, and any byte changed is a message or a fault.</summary>
    [Fact]
    public void Half_a_file_and_a_broken_byte_never_make_it_throw()
    {
        var whole = Encoding.UTF8.GetBytes(Head + Fields + "<note>été</note></claimMessage>");
        var random = new Random(20260310);

        for (var length = 0; length < whole.Length; length++)
            Assert.NotNull(Network.Read(whole.AsMemory(0, length)).Fault);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = whole.ToArray();
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var reading = Network.Read(broken);
            Assert.True(reading.Message is null != reading.Fault is null);
        }
    }

    [Fact]
    public void Both_forms_say_the_same_and_follow_the_schema()
    {
        var message = Shop.Message("C1", "payment_notice", number: "A & B", minor: 123_45);
        message["insurer"] = "Assurance <Générale>";
        var xml = MessagesTests.Xml(message);

        var fromJson = Network.Read(Encoding.UTF8.GetBytes(message.ToJsonString())).Message!;
        var fromXml = Network.Read(Encoding.UTF8.GetBytes(xml)).Message!;

        Assert.Equal(fromJson, fromXml);
        Assert.Equal(fromJson.Print, fromXml.Print);
        Assert.Equal(new Money(123_45, "EUR"), fromXml.Amount);
        Assert.Empty(SchemaFaults(xml));
        Assert.NotEmpty(SchemaFaults(xml.Replace("payment_notice", "greeting", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Rule", "CLM-18")]
    public void What_is_sent_follows_the_schema_too()
    {
        var sent = new OutgoingMessage(
            "clm_1-fa-1", ClaimEvents.InvoiceSent, "C1", 1, DateTimeOffset.UnixEpoch, "2026-000001", new Money(5, "EUR"));

        var xml = Network.Write(sent).ToString();

        Assert.Empty(SchemaFaults(xml));
        Assert.Contains("<kind>FA</kind>", xml, StringComparison.Ordinal);
    }

    private static string Json(string members) => "{" + members + "}";

    private static List<string> SchemaFaults(string xml)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(CanonicalXml.Namespace, DocsFolder.File("schemas/claim-message.xsd"));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }
        return faults;
    }
}
