using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Api;
using Solde.Functions.Debits;
using static Solde.Tests.Debits.Positions;

namespace Solde.Tests.Debits;

/// <summary>A broken file is refused whole: it says where and why, and nothing of it is read.</summary>
[Trait("Rule", "DEB-21")]
public sealed class BrokenReturnsTests
{
    private static readonly BankAgreement Brazil = AnAgreement.Brazilian("febraban-05");
    private static readonly BankAgreement Canada = AnAgreement.Canadian();

    private static readonly string[] Good =
        [ReturnFilesTests.Header("05"), Result(1, 100), Result(2, 250), Result(3, 9_999), ReturnFilesTests.Trailer(5, 10_349)];

    private static readonly string[] GoodCanadian =
    [
        ReturnFilesTests.CanadianHeader(),
        Record(1464, [(1, "J"), (2, "000000002"), (11, "ORIG000001"), (21, "0005"), .. ReturnFilesTests.Item(25, "901", "L000001", 100)]),
        Record(1464, [(1, "J"), (2, "000000003"), (11, "ORIG000001"), (21, "0005"), .. ReturnFilesTests.Item(25, "905", "L000002", 200)]),
        ReturnFilesTests.CanadianTrailer(4, 300, 2, 0, 0),
    ];

    public static TheoryData<string, string[], int, string> Broken => new()
    {
        { "cut before its trailer", Good[..^1], 4, "no_trailer" },
        { "cut inside a record", [.. Good[..2], Good[2][..80]], 3, "record_length" },
        { "a character too many", [Good[0], Good[1] + "X", .. Good[2..]], 2, "record_length" },
        { "a character too few", [Good[0], Good[1][..^1], .. Good[2..]], 2, "record_length" },
        { "an empty line", [Good[0], "", .. Good[1..]], 2, "record_type" },
        { "no header", Good[1..], 1, "record_type" },
        { "the trailer first", [Good[^1], .. Good[..^1]], 1, "record_type" },
        { "two headers", [Good[0], .. Good], 2, "record_type" },
        { "the whole file twice", [.. Good, .. Good], 6, "record_type" },
        { "something behind the trailer", [.. Good, Good[1]], 6, "record_type" },
        { "a line less than it says", [.. Good[..1], .. Good[2..]], 4, "count" },
        { "a line twice", [.. Good[..2], .. Good[1..]], 6, "count" },
        { "another total", [.. Good[..^1], ReturnFilesTests.Trailer(5, 10_348)], 5, "total" },
        { "another count", [.. Good[..^1], ReturnFilesTests.Trailer(6, 10_349)], 5, "count" },
        { "a record of no kind", [Good[0], "Q" + Good[1][1..], .. Good[2..]], 2, "record_type" },
        { "letters in an amount", [Good[0], Good[1].Replace("000000000000100", "00000000000010O", StringComparison.Ordinal), .. Good[2..]], 2, "field" },
        { "no day of the calendar", [Good[0], Good[1].Replace("20261207", "20261307", StringComparison.Ordinal), .. Good[2..]], 2, "field" },
        { "a control character", [Good[0], Good[1].Replace("L000001", "L\0" + "00001", StringComparison.Ordinal), .. Good[2..]], 2, "field" },
        { "another version", [ReturnFilesTests.Header("04"), .. Good[1..]], 1, "field" },
        { "a file of ours", ["A1" + Good[0][2..], .. Good[1..]], 1, "field" },
        { "another bank", [Good[0].Replace("341BANCO", "342BANCO", StringComparison.Ordinal), .. Good[1..]], 1, "other_agreement" },
        { "the same file again", [ReturnFilesTests.Header("05", sequence: "000004"), .. Good[1..]], 1, "sequence" },
        { "one that skips", [ReturnFilesTests.Header("05", sequence: "000006"), .. Good[1..]], 1, "sequence" },
        { "nothing", [], 0, "file_empty" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_file_from_Brazil_is_refused_with_line_and_reason(string what, string[] records, int line, string code)
    {
        var (fault, _, lines) = await ABankFile.ReadAsync(Brazil, File(records), 5);

        Assert.True((line, code) == (fault?.Line, fault?.Kind.Code), $"{what}: {fault?.Line} {fault?.In("en")}");
        Assert.Empty(lines);
    }

    public static TheoryData<string, string[], int, string> BrokenCanadian => new()
    {
        { "cut", GoodCanadian[..^1], 3, "no_trailer" },
        { "cut inside a record", [.. GoodCanadian[..2], GoodCanadian[2][..700]], 3, "record_length" },
        { "records in another order", [GoodCanadian[0], GoodCanadian[2], GoodCanadian[1], GoodCanadian[3]], 2, "record_number" },
        { "a record twice", [.. GoodCanadian[..2], .. GoodCanadian[1..]], 3, "record_number" },
        { "a record less", [.. GoodCanadian[..2], GoodCanadian[3]], 3, "record_number" },
        { "another total", [.. GoodCanadian[..^1], ReturnFilesTests.CanadianTrailer(4, 301, 2, 0, 0)], 4, "total" },
        { "another count", [.. GoodCanadian[..^1], ReturnFilesTests.CanadianTrailer(4, 300, 3, 0, 0)], 4, "count" },
        { "credits that are not there", [.. GoodCanadian[..^1], ReturnFilesTests.CanadianTrailer(4, 300, 2, 5, 1)], 4, "count" },
        { "a hole between segments", [GoodCanadian[0], GoodCanadian[1][..300] + "X" + GoodCanadian[1][301..], .. GoodCanadian[2..]], 2, "field" },
        { "no such day", Changed("026341", "026366", 1), 2, "field" },
        { "another originator", Changed("ORIG000001", "ORIG000002", 0), 1, "other_agreement" },
        { "a record of another file", Changed("ORIG0000010005", "ORIG0000010006", 1), 2, "other_agreement" },
        { "another number", Changed("ORIG0000010005", "ORIG0000010006", 0, 1, 2, 3), 1, "sequence" },
        { "nothing", [], 0, "file_empty" },
    };

    [Theory]
    [MemberData(nameof(BrokenCanadian))]
    public async Task A_broken_file_from_Canada_is_refused_with_line_and_reason(string what, string[] records, int line, string code)
    {
        var (fault, _, lines) = await ABankFile.ReadAsync(Canada, File(records), 5);

        Assert.True((line, code) == (fault?.Line, fault?.Kind.Code), $"{what}: {fault?.Line} {fault?.In("en")}");
        Assert.Empty(lines);
    }

    [Fact]
    public async Task The_same_files_unbroken_are_read()
    {
        Assert.Equal(3, (await ABankFile.ReadAsync(Brazil, File(Good), 5)).Lines.Length);
        Assert.Equal(2, (await ABankFile.ReadAsync(Canada, File(GoodCanadian), 5)).Lines.Length);
        // Line ends of another system, and none behind the last record.
        var unix = Encoding.Latin1.GetBytes(string.Join('\n', Good));
        Assert.Equal(3, (await ABankFile.ReadAsync(Brazil, unix, 5)).Lines.Length);
    }

    [Fact]
    public void A_file_that_lost_or_doubled_or_changed_anything_that_counts_is_never_read() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            (from kind in Gen.Choose(0, 4) from at in Gen.Choose(0, 10_000) select (kind, at)).ToArbitrary(),
            how =>
            {
                var bytes = File(Good);
                var lines = Good.ToList();
                var line = how.at % Good.Length;
                switch (how.kind)
                {
                    case 0:
                        bytes = bytes[..(how.at % (bytes.Length - 3))];
                        break;
                    case 1:
                        lines.RemoveAt(line);
                        bytes = File([.. lines]);
                        break;
                    case 2:
                        lines.Insert(line, lines[line]);
                        bytes = File([.. lines]);
                        break;
                    case 3:
                        lines[line] = lines[line].Remove(how.at % 150, 1);
                        bytes = File([.. lines]);
                        break;
                    default:
                        // A digit of any amount, count or sum.
                        var at = line is 0 ? 78 : line == Good.Length - 1 ? 1 + (how.at % 23) : 52 + (how.at % 15);
                        lines[line] = lines[line][..at] + (lines[line][at] == '7' ? '8' : '7') + lines[line][(at + 1)..];
                        bytes = File([.. lines]);
                        break;
                }
                var (fault, heading, read) = ABankFile.ReadAsync(Brazil, bytes, 5).GetAwaiter().GetResult();
                return fault is not null && heading is null && read.Length == 0;
            }));

    [Theory]
    [InlineData("febraban-05")]
    [InlineData("sepa-core")]
    [InlineData("cpa")]
    public void Any_byte_may_change_and_the_answer_is_lines_or_a_fault_and_never_a_crash(string profile)
    {
        var agreement = AnAgreement.Of(profile);
        var file = agreement.Scheme switch
        {
            BankSchemes.Febraban => File(Good),
            BankSchemes.Cpa => File(GoodCanadian),
            _ => Encoding.UTF8.GetBytes(StatusReportTests.Report(
                StatusReportTests.Batch("<TxInfAndSts><OrgnlEndToEndId>L1</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>"))),
        };
        var changes = (from at in Gen.Choose(0, file.Length - 1) from value in Gen.Choose(0, 255) select (at, value)).NonEmptyListOf();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(changes.ToArbitrary(), bytes =>
        {
            var changed = file.ToArray();
            foreach (var (at, value) in bytes)
                changed[at] = (byte)value;
            var (fault, heading, lines) = ABankFile.ReadAsync(agreement, changed).GetAwaiter().GetResult();
            return fault is null ? heading is not null : heading is null && lines.Length == 0;
        }));
    }

    [Fact]
    public void Every_reason_speaks_every_language_and_has_one_code()
    {
        Assert.All(FileFaults.All, kind => Assert.Equal(
            Language.All.Count, Language.All.Select(language => kind.Reason.In(language, 1, 2, 3)).Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(FileFaults.All.Count, FileFaults.All.Select(kind => kind.Code).Distinct(StringComparer.Ordinal).Count());
    }

    private static string[] Changed(string right, string wrong, params int[] records) =>
        [.. GoodCanadian.Select((record, i) => records.Contains(i) ? record.Replace(right, wrong, StringComparison.Ordinal) : record)];

    private static string Result(int number, long minor) => Record(
        150, (1, "F"), (2, $"{number:D10}"), (27, "0123"), (31, "55"), (45, "20261207"), (53, minor.ToString("D15")), (68, "00"), (70, $"L{number:D6}"),
        (130, "2000012345678909"), (150, "0"));
}
