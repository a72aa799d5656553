using System.Xml;
using Solde.Platform.Storage;

namespace Solde.Tests.Platform.Storage;

public sealed class SafeXmlTests
{
    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a/>")]
    [InlineData("<a>")]
    public void A_document_type_or_broken_xml_is_refused(string xml) =>
        Assert.Throws<XmlException>(() => SafeXml.Parse(BinaryData.FromString(xml)));
}
