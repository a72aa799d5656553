using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using static Solde.Tests.Debits.Positions;

namespace Solde.Tests.Debits;

/// <summary>Files go through in pieces, however long they are: seen by how far one side is ahead of the other.</summary>
[Trait("Rule", "DEB-19")]
[Trait("Rule", "DEB-21")]
public sealed class LargeFilesTests
{
    private const int AheadAtMost = 256 * 1024;

    [Theory]
    [InlineData("febraban-08")]
    [InlineData("sepa-core")]
    [InlineData("cpa")]
    public async Task What_was_asked_for_has_been_written_but_for_a_piece(string profile)
    {
        var agreement = AnAgreement.Of(profile);
        const int Count = 20_000;
        using var file = new CountingStream();
        var (asked, behind) = (0, 0L);
        var group = new OrderGroup(AnOrder.Due, "RCUR", Count, new Money(Count * 12_550L, "EUR"));
        var heading = new FileHeading(1, ABankFile.CreatedAt, "BIG", [group]);

        var totals = await BankFiles.Writer(agreement).WriteAsync(heading, Orders(), file, CancellationToken.None);

        Assert.Equal((Count, Count * 12_550L, file.Written), (totals.Orders, totals.Amount.Minor, totals.Bytes));
        Assert.InRange(behind, 0, AheadAtMost);

        async IAsyncEnumerable<DebitOrder> Orders()
        {
            await Task.CompletedTask;
            for (var number = 1; number <= Count; number++)
            {
                // The shortest line of all schemes is 152 bytes long.
                behind = Math.Max(behind, (asked++ * 152L) - file.Written);
                yield return AnOrder.In(agreement, number);
            }
        }
    }

    [Fact]
    public async Task A_hundred_megabytes_are_read_in_pieces()
    {
        const int Lines = 700_000;
        var result = Record(
            150, (1, "F"), (2, "0007000001"), (27, "0123"), (31, "1"), (45, "20261207"), (53, "000000000000100"), (68, "01"), (70, "L000001"),
            (150, "0"));
        using var file = new RepeatedStream(
            File(ReturnFilesTests.Header("04")), File(result), Lines, File(ReturnFilesTests.Trailer(Lines + 2, Lines * 100L)));

        var reading = await BankFiles.Reader(AnAgreement.Brazilian("febraban-04")).ReadAsync(file, 5, CancellationToken.None);

        Assert.Null(reading.Fault);
        var (count, ahead) = (0, 0L);
        await foreach (var line in reading.Lines)
            ahead = Math.Max(ahead, file.Position - (++count * 152L));
        Assert.Equal(Lines, count);
        Assert.InRange(file.Length, 100_000_000, 110_000_000);
        Assert.InRange(ahead, 0, AheadAtMost);
    }

    [Fact]
    public async Task A_long_report_in_XML_is_read_in_pieces()
    {
        const int Lines = 50_000;
        const string Line = "<TxInfAndSts><OrgnlEndToEndId>L1</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>\n";
        var report = StatusReportTests.Report(StatusReportTests.Batch("@")).Split('@');
        using var file = new RepeatedStream(
            Encoding.UTF8.GetBytes(report[0]), Encoding.UTF8.GetBytes(Line), Lines, Encoding.UTF8.GetBytes(report[1]));

        var reading = await BankFiles.Reader(AnAgreement.European()).ReadAsync(file, null, CancellationToken.None);

        Assert.Null(reading.Fault);
        var (count, ahead) = (0, 0L);
        await foreach (var line in reading.Lines)
            ahead = Math.Max(ahead, file.Position - (++count * (long)Line.Length));
        Assert.Equal(Lines, count);
        Assert.InRange(ahead, 0, AheadAtMost);
    }

    [Fact]
    public async Task A_line_without_end_is_not_read_to_its_end()
    {
        using var file = new RepeatedStream(
            File(ReturnFilesTests.Header("04")), Encoding.ASCII.GetBytes(new string('F', 1_000)), 100_000, []);

        var reading = await BankFiles.Reader(AnAgreement.Brazilian("febraban-04")).ReadAsync(file, 5, CancellationToken.None);

        Assert.Equal((2L, "record_length"), (reading.Fault?.Line, reading.Fault?.Kind.Code));
        Assert.InRange(file.Position, 0, AheadAtMost);
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Written { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return default;
        }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;
    }

    /// <summary>A file that is made as it is read.</summary>
    private sealed class RepeatedStream(byte[] head, byte[] middle, int times, byte[] tail) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => head.Length + ((long)middle.Length * times) + tail.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var done = 0;
            while (done < count && Position < Length)
            {
                var inMiddle = Position - head.Length;
                var inTail = inMiddle - ((long)middle.Length * times);
                var (from, at) = (inMiddle, inTail) switch
                {
                    ( < 0, _) => (head, (int)Position),
                    (_, < 0) => (middle, (int)(inMiddle % middle.Length)),
                    _ => (tail, (int)inTail),
                };
                var part = Math.Min(from.Length - at, count - done);
                Array.Copy(from, at, buffer, offset + done, part);
                done += part;
                Position += part;
            }
            return done;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
