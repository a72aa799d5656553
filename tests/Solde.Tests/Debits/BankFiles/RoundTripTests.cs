using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;
using static Solde.Tests.Debits.Positions;

namespace Solde.Tests.Debits;

/// <summary>
/// Files are written, a bank of the tests' own reads them by position and answers each line as it likes, and its answer is read. What
/// the bank knows of the layouts stands here, apart from the app.
/// </summary>
[Trait("Rule", "DEB-20")]
[Trait("Rule", "DEB-21")]
public sealed class RoundTripTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(60);

    /// <summary>What a bank may say, by scheme: its code and what must come of it.</summary>
    private static readonly (string Code, string Outcome)[] BrazilianWords =
        [("00", "paid"), ("31", "paid_on_other_date"), ("DP", "paid_in_part"), ("01", "failed"), ("30", "failed"), ("PB", "failed"), ("Q9", "unknown")];

    private static readonly (string Code, string Outcome)[] EuropeanWords =
        [("AM04", "failed"), ("MD07", "failed"), ("XY99", "failed"), ("ACSC", "paid"), ("ACCP", "accepted")];

    private static readonly (string Code, string Outcome)[] CanadianWords = [("901", "failed"), ("905", "failed"), ("921", "failed"), ("999", "failed")];

    private static readonly Gen<(long Minor, int Word)[]> Lines = (
        from minor in Gen.OneOf(Gen.Choose(1, 100).Select(minor => (long)minor), Gen.Choose(1, int.MaxValue).Select(minor => (long)minor))
        from word in Gen.Choose(0, 1000)
        select (minor, word)).NonEmptyListOf().Select(lines => lines.ToArray());

    [Theory]
    [InlineData("febraban-04")]
    [InlineData("febraban-05")]
    [InlineData("febraban-08")]
    [InlineData("caixa")]
    [InlineData("banco-do-brasil")]
    public void Brazil(string profile) => Check.One(Cases, Prop.ForAll(Lines.ToArbitrary(), lines =>
        RoundTrip(AnAgreement.Of(profile), lines, BrazilianWords, (file, words) => BrazilianBank(file, words, profile))));

    [Theory]
    [InlineData("sepa-core")]
    [InlineData("sepa-b2b")]
    public void Europe(string profile) => Check.One(Cases, Prop.ForAll(Lines.ToArbitrary(), lines =>
        RoundTrip(AnAgreement.Of(profile), lines, EuropeanWords, EuropeanBank)));

    [Theory]
    [InlineData("cpa", false)]
    [InlineData("cpa-6", false)]
    [InlineData("rbc", false)]
    [InlineData("scotiabank", true)]
    [InlineData("td", false)]
    public void Canada(string profile, bool countsRecords) => Check.One(Cases, Prop.ForAll(Lines.ToArbitrary(), lines =>
        RoundTrip(AnAgreement.Of(profile), lines, CanadianWords, (file, words) => CanadianBank(file, words, countsRecords))));

    private static bool RoundTrip(
        BankAgreement agreement,
        (long Minor, int Word)[] lines,
        (string Code, string Outcome)[] words,
        Func<byte[], (string Code, string Outcome)[], byte[]> bank) => RoundTripAsync(agreement, lines, words, bank).GetAwaiter().GetResult();

    private static async Task<bool> RoundTripAsync(
        BankAgreement agreement,
        (long Minor, int Word)[] lines,
        (string Code, string Outcome)[] words,
        Func<byte[], (string Code, string Outcome)[], byte[]> bank)
    {
        var orders = lines.Select((line, i) => AnOrder.In(agreement, i + 1, line.Minor)).ToArray();
        var said = lines.Select(line => words[line.Word % words.Length]).ToArray();

        var (file, _) = await ABankFile.WrittenAsync(agreement, 17, orders);
        Assert.Null((await ABankFile.CheckedAsync(agreement, file))?.In("en"));
        var (fault, _, returned) = await ABankFile.ReadAsync(agreement, bank(file, said));

        Assert.Null(fault?.In("en"));
        Assert.Equal(
            orders.Zip(said).Select(pair => (pair.First.LineId, pair.Second.Outcome, pair.First.Amount)),
            returned.Select(line => (line.LineId!, line.Outcome, line.Amount!.Value)));
        return true;
    }

    private static byte[] BrazilianBank(byte[] file, (string Code, string Outcome)[] words, string profile)
    {
        var sent = ABankFile.LinesOf(file);
        var shift = profile == "febraban-08" ? 6 : 0;
        var answer = new List<string> { "A2" + sent[0].At(3, 65) + "20261208" + "000005" + sent[0].At(80, 98) + new string(' ', 52) };
        foreach (var (order, word) in sent[1..^1].Zip(words))
        {
            Assert.Equal("E", order.At(1, 1));
            answer.Add(Record(
                150,
                (1, "F"),
                (2, order.At(2, 44 + shift)),
                (45 + shift, order.At(45 + shift, 67 + shift)),
                (68 + shift, word.Code),
                (70 + shift, order.At(70 + shift, 118)),
                (150, order.At(150, 150))));
        }
        answer.Add(sent[^1].At(1, 24) + new string(' ', 126));
        return File([.. answer]);
    }

    private static byte[] EuropeanBank(byte[] file, (string Code, string Outcome)[] words)
    {
        XNamespace space = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";
        var document = XDocument.Load(new MemoryStream(file));
        var left = new Queue<(string Code, string Outcome)>(words);
        var batches = document.Descendants(space + "PmtInf").Select(batch => $"""
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>{batch.Element(space + "PmtInfId")!.Value}</OrgnlPmtInfId>
            {string.Concat(batch.Elements(space + "DrctDbtTxInf").Select(debit => Said(debit, left.Dequeue())))}
            </OrgnlPmtInfAndSts>
            """);
        return Encoding.UTF8.GetBytes(StatusReportTests.Report(string.Concat(batches)));

        string Said(XElement debit, (string Code, string Outcome) word) => $"""
            <TxInfAndSts><OrgnlEndToEndId>{debit.Descendants(space + "EndToEndId").Single().Value}</OrgnlEndToEndId>
            <TxSts>{(word.Outcome == "failed" ? "RJCT" : word.Code)}</TxSts>
            {(word.Outcome == "failed" ? $"<StsRsnInf><Rsn><Cd>{word.Code}</Cd></Rsn></StsRsnInf>" : "")}
            <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{debit.Element(space + "InstdAmt")!.Value}</InstdAmt></Amt></OrgnlTxRef>
            </TxInfAndSts>
            """;
    }

    private static byte[] CanadianBank(byte[] file, (string Code, string Outcome)[] words, bool countsRecords)
    {
        var sent = ABankFile.LinesOf(file);
        if (sent[0].StartsWith("$$", StringComparison.Ordinal))
            sent = sent[1..];
        var left = new Queue<(string Code, string Outcome)>(words);
        var answer = new List<string> { sent[0] };
        foreach (var record in sent[1..^1])
        {
            var returned = "J" + record.At(2, 24);
            for (var start = 25; start <= 1225 && record.At(start, start) != " "; start += 240)
                returned += left.Dequeue().Code + record.At(start + 3, start + 239);
            answer.Add(returned.PadRight(1464));
        }
        Assert.Equal((countsRecords ? sent.Length - 2 : words.Length).ToString("D8"), sent[^1].At(39, 46));
        answer.Add(sent[^1]);
        return File([.. answer]);
    }
}
