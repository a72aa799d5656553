using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
[Trait("Rule", "DEB-14")]
public sealed class SlipCheckTests
{
    [Fact]
    public async Task A_file_as_it_is_written_passes()
    {
        var text = await WrittenAsync();

        Assert.Null(await CheckAsync(text));
        Assert.Equal(3, text.Split("\r\n").Count(line => line.StartsWith("T0071", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2604000001000002001", "26040000010000020011", "element 3")]
    [InlineData("200.00", "200.01", "total 5")]
    [InlineData("200.00", "0.00", "element 3")]
    [InlineData("2026-04-15", "2026-04-31", "element 2")]
    [InlineData("m1@example.org", "", "element 2")]
    [InlineData("T0071,7,", "T0071,8,", "element 2")]
    [InlineData("layout,file", "layout,number", "element 1")]
    [InlineData("total,7,3", "total,7,4", "count 5")]
    [InlineData("total,7,3", "total,6,3", "element 5")]
    [InlineData("total,7,3,600.00,BRL\r\n", "", "no_trailer 4")]
    [InlineData("total,7,3,600.00,BRL\r\n", "total,7,3,600.00,BRL\r\nT0071\r\n", "record_type 6")]
    public async Task A_file_in_which_something_else_stands_does_not(string text, string instead, string fault)
    {
        var written = await WrittenAsync();
        var at = written.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0);

        var found = await CheckAsync(written[..at] + instead + written[(at + text.Length)..]);

        Assert.Equal(fault, $"{found?.Kind.Code} {found?.Line}");
    }

    [Fact]
    public async Task An_empty_file_and_one_that_is_cut_do_not()
    {
        var written = await WrittenAsync();

        Assert.Equal("file_empty", (await CheckAsync(""))?.Kind.Code);
        for (var length = 1; length < written.Length - 2; length += 7)
            Assert.NotNull(await CheckAsync(written[..length]));
    }

    [Fact]
    public async Task A_row_without_end_is_not_read_to_its_end()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("\"" + new string('x', 1_000_000)));

        var rows = await CsvRows.ReadAsync(file, CancellationToken.None).ToListAsync();

        Assert.InRange(Assert.Single(rows).Cells[0].Length, 60_000, 70_000);
    }

    private static async Task<string> WrittenAsync()
    {
        var slips = Enumerable.Range(1, 3).Select(number => new SlipOrder(
            new ChargeLine("2026-04", 1, number, 0, 1).ToString(),
            number == 2 ? "=José, \"o\r\nlongo\"" : "José",
            null,
            $"g1 {number}",
            new DateOnly(2026, 4, 15),
            new Money(number * 10_000L, "BRL"),
            "pt",
            $"m{number}@example.org",
            [],
            [new SlipPart("Parcela", new Money(number * 10_000L, "BRL"))]));
        using var file = new MemoryStream();
        await new SlipWriter(SlipLayout.Email).WriteAsync(
            await ABankFile.HeadingAsync(7), "BRL", slips.ToAsyncEnumerable(), file, CancellationToken.None);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static Task<FileFault?> CheckAsync(string text) => new SlipCheck(SlipLayout.Email, 7, "BRL").CheckAsync(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
}
