using System.Text;
using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

/// <summary>A file written, checked or read in one line.</summary>
internal static class ABankFile
{
    public static readonly DateTimeOffset CreatedAt = new(2026, 12, 1, 9, 15, 0, TimeSpan.FromHours(-3));

    public static async Task<(byte[] Bytes, FileTotals Totals)> WrittenAsync(BankAgreement agreement, int sequence, params DebitOrder[] orders)
    {
        using var file = new MemoryStream();
        var heading = await HeadingAsync(sequence, orders);
        var totals = await BankFiles.Writer(agreement).WriteAsync(heading, orders.ToAsyncEnumerable(), file, CancellationToken.None);
        return (file.ToArray(), totals);
    }

    public static async Task<string[]> LinesAsync(BankAgreement agreement, params DebitOrder[] orders) =>
        LinesOf((await WrittenAsync(agreement, 17, orders)).Bytes);

    public static string[] LinesOf(byte[] bytes) => Encoding.Latin1.GetString(bytes).Split("\r\n")[..^1];

    public static async Task<FileHeading> HeadingAsync(int sequence, params DebitOrder[] orders) => new(
        sequence, CreatedAt, $"SOLDE-20261201-{sequence:D6}", await OrderGroup.OfAsync(orders.ToAsyncEnumerable(), CancellationToken.None));

    public static Task<FileFault?> CheckedAsync(BankAgreement agreement, byte[] bytes) =>
        BankFiles.Check(agreement).CheckAsync(new MemoryStream(bytes), CancellationToken.None);

    public static async Task<(FileFault? Fault, ReturnHeading? Heading, ReturnedLine[] Lines)> ReadAsync(
        BankAgreement agreement, byte[] bytes, int? expected = null)
    {
        var reading = await BankFiles.Reader(agreement).ReadAsync(new MemoryStream(bytes), expected, CancellationToken.None);
        return (reading.Fault, reading.Heading, await reading.Lines.ToArrayAsync());
    }
}
