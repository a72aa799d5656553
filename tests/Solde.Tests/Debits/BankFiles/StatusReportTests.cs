using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-21")]
public sealed class StatusReportTests
{
    private static readonly BankAgreement Agreement = AnAgreement.European();

    private const string Rejected = """
        <TxInfAndSts><StsId>1</StsId><OrgnlEndToEndId>L000001</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Orgtr><Nm>Zoe</Nm></Orgtr><Rsn><Cd>MD01</Cd></Rsn><AddtlInf>no mandate</AddtlInf></StsRsnInf>
        <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">125.50</InstdAmt></Amt><ReqdColltnDt>2026-12-07</ReqdColltnDt>
        <MndtRltdInf><MndtId>MND-000001</MndtId></MndtRltdInf></OrgnlTxRef></TxInfAndSts>
        """;

    [Theory]
    [InlineData("03")]
    [InlineData("10")]
    public async Task A_rejected_line_gives_back_its_id_the_reason_and_who_said_so(string version)
    {
        var (fault, heading, lines) = await ReadAsync(Report(Batch(Rejected), version: version));

        Assert.Null(fault?.In("en"));
        Assert.Equal(new ReturnHeading(null, "BANK-1", new DateOnly(2026, 12, 8)), heading);
        var line = Assert.Single(lines);
        Assert.Equal(("L000001", "failed", "MD01", "mandate"), (line.LineId, line.Outcome, line.Code, line.Class?.Name));
        Assert.Equal((new Money(12_550, "EUR"), new DateOnly(2026, 12, 7), "MND-000001"), (line.Amount, line.Date, line.MandateReference));
        Assert.Equal(
            ("SOLDE-20261201-000017", "SOLDE-20261201-000017-1", "Zoe", "no mandate"), (line.FileId, line.BatchId, line.Originator, line.Remark));
    }

    [Theory]
    [InlineData("RJCT", "failed", "our_data")]
    [InlineData("ACSC", "paid", null)]
    [InlineData("ACCP", "accepted", null)]
    [InlineData("ACTC", "accepted", null)]
    [InlineData("PART", "accepted", null)]
    [InlineData("PDNG", "accepted", null)]
    [InlineData("XXXX", "unknown", "unknown")]
    public async Task What_is_said_of_the_whole_file_falls_on_its_lines_and_comes_last(string status, string outcome, string? failureClass)
    {
        var report = Report(Batch(Rejected), $"<GrpSts>{status}</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>");

        var (_, _, lines) = await ReadAsync(report);

        Assert.Equal(["line", "file"], lines.Select(line => line.Scope));
        Assert.Equal(
            (null, outcome, "AM10", failureClass, "SOLDE-20261201-000017"),
            (lines[1].LineId, lines[1].Outcome, lines[1].Code, lines[1].Class?.Name, lines[1].FileId));
    }

    [Fact]
    public async Task A_rejected_batch_without_lines_falls_on_all_of_them()
    {
        var (_, _, lines) = await ReadAsync(Report(Batch("<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>DU02</Cd></Rsn></StsRsnInf>")));

        var batch = Assert.Single(lines);
        Assert.Equal(("batch", "failed", "DU02", "SOLDE-20261201-000017-1"), (batch.Scope, batch.Outcome, batch.Code, batch.BatchId));
    }

    [Fact]
    public async Task A_line_without_a_status_has_that_of_its_batch()
    {
        var (_, _, lines) = await ReadAsync(Report(Batch(
            "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf>"
            + "<TxInfAndSts><OrgnlEndToEndId>L000002</OrgnlEndToEndId></TxInfAndSts>")));

        Assert.Equal([("line", "L000002", "X9"), ("batch", null, "X9")], lines.Select(line => (line.Scope, line.LineId, line.Code)));
    }

    [Theory]
    [InlineData("<MsgId>BANK-1</MsgId>", "", "element")]
    [InlineData("<OrgnlMsgId>SOLDE-20261201-000017</OrgnlMsgId>", "", "element")]
    [InlineData("<OrgnlPmtInfId>SOLDE-20261201-000017-1</OrgnlPmtInfId>", "", "element")]
    [InlineData("<TxSts>RJCT</TxSts>", "", "element")]
    [InlineData("125.50", "125.505", "element")]
    [InlineData("125.50", "many", "element")]
    [InlineData("2026-12-07", "2026-13-07", "element")]
    [InlineData("pain.002.001.03", "pain.008.001.08", "element")]
    [InlineData("CstmrPmtStsRpt", "Other", "element")]
    [InlineData("</TxInfAndSts>", "", "xml")]
    [InlineData("<Document", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Document", "xml")]
    [InlineData("no mandate", "&e;", "xml")]
    public async Task A_report_that_is_not_as_it_must_be_is_refused_whole_with_its_line(string right, string wrong, string code)
    {
        var report = Report(Batch(Rejected)).Replace(right, wrong, StringComparison.Ordinal);

        var (fault, heading, lines) = await ReadAsync(report);

        Assert.Equal(code, fault?.Kind.Code);
        Assert.True(fault!.Line > 0);
        Assert.Null(heading);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task What_could_grow_without_end_has_one()
    {
        var longText = Report(Batch(Rejected.Replace("no mandate", new string('x', 100_000), StringComparison.Ordinal)));
        var deep = Report(Batch(Rejected + string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200))));

        Assert.Equal("element", (await ReadAsync(longText)).Fault?.Kind.Code);
        Assert.Equal("element", (await ReadAsync(deep)).Fault?.Kind.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<a/>")]
    public async Task What_is_no_report_at_all_is_refused(string text) => Assert.NotNull((await ReadAsync(text)).Fault);

    [Fact]
    [Trait("Rule", "DEB-21")]
    public async Task A_line_with_another_status_than_its_batch_does_not_have_its_reason()
    {
        var (_, _, lines) = await ReadAsync(Report(Batch(
            "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>"
            + "<TxInfAndSts><OrgnlEndToEndId>L1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
            + "<TxInfAndSts><OrgnlEndToEndId>L2</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>")));

        Assert.Equal([("L1", "paid", ""), ("L2", "failed", "AM04"), (null, "failed", "AM04")], lines.Select(line => (line.LineId, line.Outcome, line.Code)));
    }

    [Theory]
    [InlineData("<CstmrPmtStsRpt>", "words<CstmrPmtStsRpt>")]
    [InlineData("<TxInfAndSts>", "<TxInfAndSts><TxInfAndSts><OrgnlEndToEndId>L</OrgnlEndToEndId></TxInfAndSts>")]
    [InlineData("<OrgnlPmtInfAndSts>", "<OrgnlPmtInfAndSts><OrgnlPmtInfAndSts></OrgnlPmtInfAndSts>")]
    [Trait("Rule", "DEB-21")]
    public async Task Text_and_elements_where_none_belong_are_a_fault(string right, string wrong)
    {
        var (fault, _, lines) = await ReadAsync(Report(Batch(Rejected)).Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal("element", fault?.Kind.Code);
        Assert.Empty(lines);
    }

    internal static string Report(string batches, string groupStatus = "", string version = "03") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}">
        <CstmrPmtStsRpt>
        <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-12-08T10:00:00</CreDtTm><CdtrAgt><FinInstnId><BIC>BANKBEBB</BIC></FinInstnId></CdtrAgt></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>SOLDE-20261201-000017</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>{groupStatus}</OrgnlGrpInfAndSts>
        {batches}
        </CstmrPmtStsRpt>
        </Document>
        """;

    internal static string Batch(string content, int number = 1) =>
        $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>SOLDE-20261201-000017-{number}</OrgnlPmtInfId>\n{content}\n</OrgnlPmtInfAndSts>";

    private static Task<(FileFault? Fault, ReturnHeading? Heading, ReturnedLine[] Lines)> ReadAsync(string report) =>
        ABankFile.ReadAsync(Agreement, Encoding.UTF8.GetBytes(report));
}
