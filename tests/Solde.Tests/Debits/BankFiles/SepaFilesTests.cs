using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class SepaFilesTests
{
    private static readonly XNamespace Space = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";

    [Theory]
    [InlineData("sepa-core", "CORE")]
    [InlineData("sepa-b2b", "B2B")]
    public async Task A_file_is_valid_by_the_schema_and_has_one_instrument(string profile, string instrument)
    {
        var document = await DocumentAsync(
            AnAgreement.European(profile),
            AnOrder.European(1),
            AnOrder.European(2) with { PreviousIban = "BE68539007547034", Account = new BankAccount("DE89370400440532013000", Institution: "COBADEFF") },
            AnOrder.European(3) with { Sequence = SequenceTypes.OneOff, Statement = "x" });

        foreach (var schema in Schemas())
            document.Validate(schema, (_, found) => Assert.Fail(found.Message));
        Assert.Equal([instrument], document.Descendants(Space + "LclInstrm").Select(element => element.Value).Distinct());
    }

    /// <summary>Ours, and the published one where <c>SOLDE_PAIN008_SCHEMA</c> says in which file it is.</summary>
    private static IEnumerable<XmlSchemaSet> Schemas()
    {
        using var ours = typeof(SepaCheck).Assembly.GetManifestResourceStream("sepa-debits.xsd")!;
        yield return SchemaIn(ours);
        if (Environment.GetEnvironmentVariable("SOLDE_PAIN008_SCHEMA") is not { } file)
            yield break;
        using var published = File.OpenRead(file);
        yield return SchemaIn(published);
    }

    private static XmlSchemaSet SchemaIn(Stream schema)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(Space.NamespaceName, XmlReader.Create(schema));
        return schemas;
    }

    [Fact]
    public async Task Orders_of_one_day_and_sequence_type_are_a_batch_with_its_own_count_and_sum()
    {
        var document = await DocumentAsync(
            AnAgreement.European(),
            AnOrder.European(1, 100),
            AnOrder.European(2, 250),
            AnOrder.European(3, 5) with { Sequence = SequenceTypes.OneOff },
            AnOrder.European(4, 1_000_000) with { Due = AnOrder.Due.AddDays(3) });

        Assert.Equal(("4", "10003.55"), (Of(document, "GrpHdr", "NbOfTxs"), Of(document, "GrpHdr", "CtrlSum")));
        Assert.Equal(
            [
                ("SOLDE-20261201-000017-1", "2", "3.50", "RCUR", "2026-12-07"),
                ("SOLDE-20261201-000017-2", "1", "0.05", "OOFF", "2026-12-07"),
                ("SOLDE-20261201-000017-3", "1", "10000.00", "RCUR", "2026-12-10"),
            ],
            document.Descendants(Space + "PmtInf").Select(batch =>
                (Of(batch, "PmtInfId"), Of(batch, "NbOfTxs"), Of(batch, "CtrlSum"), Of(batch, "PmtTpInf", "SeqTp"), Of(batch, "ReqdColltnDt"))));
    }

    [Fact]
    public async Task A_debit_carries_our_line_the_mandate_and_plain_text()
    {
        var document = await DocumentAsync(AnAgreement.European(), AnOrder.European(1) with { PayerName = "Zoë “Zaza” Ångström & Söhne\n" });
        var debit = document.Descendants(Space + "DrctDbtTxInf").Single();

        Assert.Equal("L000001", Of(debit, "PmtId", "EndToEndId"));
        Assert.Equal(("125.50", "EUR"), (Of(debit, "InstdAmt"), debit.Element(Space + "InstdAmt")!.Attribute("Ccy")!.Value));
        Assert.Equal(
            ("MND-000001", "2026-03-14"), (Of(debit, "DrctDbtTx", "MndtRltdInf", "MndtId"), Of(debit, "DrctDbtTx", "MndtRltdInf", "DtOfSgntr")));
        Assert.Equal("Zoe Zaza Angstrom Sohne", Of(debit, "Dbtr", "Nm"));
        Assert.Equal("Facture n 1", Of(debit, "RmtInf", "Ustrd"));
        Assert.Equal("NOTPROVIDED", Of(debit, "DbtrAgt", "FinInstnId", "Othr", "Id"));
        Assert.Equal("BE68ZZZ0123456789", document.Descendants(Space + "CdtrSchmeId").Single().Descendants(Space + "Id").Last().Value);
        Assert.Equal("Exemple Fils SRL", Of(document, "GrpHdr", "InitgPty", "Nm"));
        Assert.Equal("2026-12-01T09:15:00", Of(document, "GrpHdr", "CreDtTm"));
    }

    [Fact]
    public async Task A_heading_that_says_other_sums_than_the_orders_stops_the_file()
    {
        var heading = await ABankFile.HeadingAsync(1, AnOrder.European(1), AnOrder.European(2));
        DebitOrder[][] others =
        [
            [AnOrder.European(1)],
            [AnOrder.European(1), AnOrder.European(2, 1)],
            [AnOrder.European(1), AnOrder.European(2) with { Sequence = SequenceTypes.First }],
            [],
        ];

        foreach (var orders in others)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => BankFiles.Writer(AnAgreement.European())
                .WriteAsync(heading, orders.ToAsyncEnumerable(), Stream.Null, CancellationToken.None));
        }
    }

    [Theory]
    [InlineData("<NbOfTxs>2<", "<NbOfTxs>3<", "count")]
    [InlineData("<CtrlSum>251.00<", "<CtrlSum>251.01<", "total")]
    [InlineData("<Cd>CORE<", "<Cd>B2B<", "element")]
    [InlineData("<SeqTp>RCUR<", "<SeqTp>RCR<", "element")]
    [InlineData("BE68539007547034", "BE68539007547035", "element")]
    [InlineData("<Id>BE68ZZZ0123456789<", "<Id>BE70ZZZ0123456789<", "element")]
    [InlineData("<DtOfSgntr>2026-03-14<", "<DtOfSgntr>2026-12-02<", "element")]
    [InlineData("Ccy=\"EUR\"", "Ccy=\"USD\"", "element")]
    [InlineData("<PmtMtd>DD</PmtMtd>", "", "element")]
    [InlineData("<NbOfTxs>2<", "<NbOfTxs>two<", "element")]
    [InlineData("<CreDtTm>2026-12-01T09:15:00<", "<CreDtTm>now<", "element")]
    [InlineData("pain.008.001.08", "pain.008.001.02", "element")]
    [InlineData("</CstmrDrctDbtInitn>", "", "xml")]
    [InlineData("<Document", "<!DOCTYPE d [<!ENTITY e \"e\">]><Document", "xml")]
    public async Task A_file_that_is_not_as_it_must_be_is_not_released(string right, string wrong, string code)
    {
        var (bytes, _) = await ABankFile.WrittenAsync(AnAgreement.European(), 17, AnOrder.European(1), AnOrder.European(2));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Contains(right, text, StringComparison.Ordinal);

        var changed = System.Text.Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal));
        var fault = await ABankFile.CheckedAsync(AnAgreement.European(), changed);

        Assert.Equal(code, fault?.Kind.Code);
        Assert.NotEqual(0, fault!.Line);
    }

    [Theory]
    [InlineData("BE68ZZZ0123456789", true)]
    [InlineData("BE68ABC0123456789", true)]
    [InlineData("BE69ZZZ0123456789", false)]
    [InlineData("DE98ZZZ09999999999", true)]
    [InlineData("BE69ZZZ012345678", false)]
    [InlineData("be69zzz0123456789", false)]
    [InlineData("B", false)]
    public void A_creditor_identifier_is_checked_without_its_business_code(string id, bool valid) => Assert.Equal(valid, CreditorIds.IsValid(id));

    [Fact]
    public async Task The_same_orders_give_the_same_bytes()
    {
        var (first, _) = await ABankFile.WrittenAsync(AnAgreement.European(), 17, AnOrder.European(1), AnOrder.European(2));
        var (again, _) = await ABankFile.WrittenAsync(AnAgreement.European(), 17, AnOrder.European(1), AnOrder.European(2));

        Assert.Equal(first, again);
    }

    private static async Task<XDocument> DocumentAsync(BankAgreement agreement, params DebitOrder[] orders)
    {
        var (bytes, totals) = await ABankFile.WrittenAsync(agreement, 17, orders);
        Assert.Equal(orders.Aggregate(Money.Zero("EUR"), (sum, order) => sum + order.Amount), totals.Amount);
        return XDocument.Load(new MemoryStream(bytes));
    }

    private static string Of(XContainer from, params string[] path)
    {
        var element = from is XDocument document ? document.Root!.Elements().Single() : (XElement)from;
        foreach (var name in path)
            element = element.Element(Space + name)!;
        return element.Value;
    }
}
