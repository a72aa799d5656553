using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using static Solde.Tests.Debits.Positions;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-21")]
public sealed class ReturnFilesTests
{
    private static readonly BankAgreement Brazil = AnAgreement.Brazilian("febraban-04");
    private static readonly BankAgreement Canada = AnAgreement.Canadian();

    [Theory]
    [InlineData("04", 31, 45, 53, 68, 70)]
    [InlineData("05", 31, 45, 53, 68, 70)]
    [InlineData("08", 31, 51, 59, 74, 76)]
    public async Task Results_are_read_where_each_version_has_them(string version, int account, int date, int amount, int code, int use)
    {
        var agreement = AnAgreement.Brazilian("febraban-" + version);
        var file = File(
            Header(version),
            Record(
                150, (1, "F"), (2, "0007000001"), (27, "0123"), (account, "0000000001"), (date, "20261209"), (amount, "000000000012550"),
                (code, "31"), (use, "L000001"), (150, "0")),
            Trailer(3, 12_550));

        var (fault, heading, lines) = await ABankFile.ReadAsync(agreement, file, 5);

        Assert.Null(fault);
        Assert.Equal(new ReturnHeading(5, null, new DateOnly(2026, 12, 8)), heading);
        var line = Assert.Single(lines);
        Assert.Equal(
            (2L, "L000001", "paid_on_other_date", "31", new Money(12_550, "BRL"), new DateOnly(2026, 12, 9), "0007000001"),
            (line.Line, line.LineId, line.Outcome, line.Code, line.Amount, line.Date, line.MandateReference));
    }

    [Fact]
    public async Task Records_of_every_kind_come_in_any_order_and_each_is_read_by_its_own_letter()
    {
        var file = File(
            Header("04"),
            Record(150, (1, "T"), (2, "000001"), (8, "00000000000000100")),
            Record(150, (1, "B"), (2, "0007000009"), (27, "0123"), (31, "99887"), (45, "20261205"), (150, "2")),
            Record(
                150, (1, "F"), (2, "0007000001"), (27, "0123"), (31, "1"), (45, "20261207"), (53, "000000000000100"), (68, "00"),
                (70, "L000001"), (150, "0")),
            Record(150, (1, "J"), (2, "000016"), (8, "20261201"), (16, "000003"), (22, "00000000000012550"), (39, "20261202")),
            Record(150, (1, "H"), (2, "0007000002"), (27, "0123"), (31, "2"), (45, "0007000003"), (70, "ALTERACAO NAO EFETUADA"), (150, "0")),
            Record(150, (1, "X"), (2, "0123"), (6, "AGÊNCIA CENTRO"), (101, "B")),
            Record(150, (1, "B"), (2, "0007000008"), (27, "0123"), (31, "5"), (45, "00000000"), (150, "1")),
            Record(150, (1, "F"), (2, "0007000004"), (27, "0123"), (31, "4"), (45, "20261207"), (53, "000000000000200"), (68, "99"), (150, "1")),
            Record(150, (1, "K"), (2, "0007000004")),
            Trailer(11, 300));

        var (fault, _, lines) = await ABankFile.ReadAsync(Brazil, file);

        Assert.Null(fault?.In("en"));
        Assert.Equal(
            [
                (3L, "B", "line", null, "registration", "activated"),
                (4, "F", "line", "L000001", "paid", null),
                (5, "J", "file", null, "accepted", null),
                (6, "H", "line", null, "registration", "answered"),
                (8, "B", "line", null, "registration", "cancelled"),
                (9, "F", "line", null, "cancelled", null),
                (10, "K", "line", null, "unknown", (string?)null),
            ],
            lines.Select(line => (line.Line, line.Record, line.Scope, line.LineId, line.Outcome, line.Mandate?.Effect)));
        Assert.Equal(new BankAccount("99887", "0123"), lines[0].Mandate!.Account);
        Assert.Equal((16, new DateOnly(2026, 12, 2)), (lines[2].FileSequence, lines[2].Date));
        Assert.Equal(("0007000003", "ALTERACAO NAO EFETUADA"), (lines[3].Mandate!.NewReference, lines[3].Remark));
    }

    [Fact]
    public async Task A_convenio_is_the_same_filled_with_zeros_or_with_spaces()
    {
        var zeros = File(Header("04", "00000000000000012345"), Trailer(2, 0));

        Assert.Null((await ABankFile.ReadAsync(Brazil, zeros)).Fault);
        Assert.Equal("other_agreement", (await ABankFile.ReadAsync(Brazil, File(Header("04", "12346"), Trailer(2, 0)))).Fault?.Kind.Code);
    }

    [Fact]
    public async Task Returned_items_give_back_our_line_and_the_reason()
    {
        var file = File(
            CanadianHeader(),
            Record(
                1464,
                [
                    (1, "J"), (2, "000000002"), (11, "ORIG000001"), (21, "0005"), .. Item(25, "901", "L000001", 12_550),
                    .. Item(265, "915", "L000002", 1), .. Item(505, "450", "L000003", 2, "908"),
                ]),
            Record(1464, [(1, "I"), (2, "000000003"), (11, "ORIG000001"), (21, "0005"), .. Item(25, "900", "", 7)]),
            CanadianTrailer(4, 12_553, 3, 7, 1));

        var (fault, heading, lines) = await ABankFile.ReadAsync(Canada, file, 5);

        Assert.Null(fault?.In("en"));
        Assert.Equal(new ReturnHeading(5, null, new DateOnly(2026, 12, 8)), heading);
        Assert.Equal(
            [
                ("L000001", "failed", "901", "funds", 12_550L),
                ("L000002", "failed", "915", "mandate", 1),
                ("L000003", "failed", "908", "funds", 2),
                (null, "unknown", "900", "unknown", 7),
            ],
            lines.Select(line => (line.LineId, line.Outcome, line.Code, line.Class!.Name, line.Amount!.Value.Minor)));
        Assert.Equal(new DateOnly(2026, 12, 7), lines[0].Date);
    }

    [Fact]
    public async Task A_bank_that_counts_records_is_read_by_its_own_counting()
    {
        var records = Record(
            1464, [(1, "J"), (2, "000000002"), (11, "ORIG000001"), (21, "0005"), .. Item(25, "901", "L000001", 1), .. Item(265, "901", "L000002", 2)]);

        var byRecords = File(CanadianHeader(), records, CanadianTrailer(3, 3, 1, 0, 0));
        Assert.Equal(2, (await ABankFile.ReadAsync(AnAgreement.Canadian("scotiabank"), byRecords)).Lines.Length);
        Assert.Equal("count", (await ABankFile.ReadAsync(Canada, byRecords)).Fault?.Kind.Code);
    }

    [Fact]
    public async Task The_number_expected_may_be_beyond_the_four_digits_of_a_file()
    {
        var file = File(CanadianHeader(), CanadianTrailer(2, 0, 0, 0, 0));

        Assert.Equal(10_004, (await ABankFile.ReadAsync(Canada, file, 10_004)).Heading?.Sequence);
        Assert.Equal("sequence", (await ABankFile.ReadAsync(Canada, file, 10_005)).Fault?.Kind.Code);
    }

    internal static string Header(string version, string agreement = "12345", string sequence = "000005") => Record(
        150, (1, "A2"), (3, agreement), (23, "CONSORCIO SAO JOAO L"), (43, "341"), (46, "BANCO DO EXEMPLO"), (66, "20261208"), (74, sequence),
        (80, version), (82, "DEBITO AUTOMATICO"));

    internal static string Trailer(int records, long total) => Record(150, (1, "Z"), (2, records.ToString("D6")), (8, total.ToString("D17")));

    internal static string CanadianHeader() =>
        Record(1464, (1, "A"), (2, "000000001"), (11, "ORIG000001"), (21, "0005"), (25, "026342"), (31, "00610"), (56, "CAD"));

    internal static string CanadianTrailer(int records, long debits, int debitCount, long credits, int creditCount) => Record(
        1464, (1, "Z"), (2, records.ToString("D9")), (11, "ORIG000001"), (21, "0005"), (25, debits.ToString("D14")), (39, debitCount.ToString("D8")),
        (47, credits.ToString("D14")), (61, creditCount.ToString("D8")), (69, new string('0', 44)));

    internal static (int From, string Text)[] Item(int start, string type, string lineId, long minor, string stored = "000") =>
    [
        (start, type), (start + 3, minor.ToString("D10")), (start + 13, "026341"), (start + 19, "081554321"), (start + 28, "0000001"),
        (start + 40, new string('0', 22)), (start + 62, stored), (start + 80, "SOMEBODY"), (start + 150, lineId), (start + 169, "000112345"),
        (start + 229, new string('0', 11)),
    ];
}
