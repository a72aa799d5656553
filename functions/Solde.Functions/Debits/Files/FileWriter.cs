namespace Solde.Functions.Debits;

/// <summary>Writes and checks a file of any kind: as its agreement has it, or its layout of slips.</summary>
internal sealed class FileWriter(FileLines lines)
{
    /// <summary>The same file gives the same bytes, as long as its charges are the ones that were sent.</summary>
    /// <exception cref="InvalidOperationException">The lines are not those that the file was planned for.</exception>
    public async Task<FileTotals> WriteAsync(FileSource source, SentFile file, Stream output, CancellationToken cancellation)
    {
        if (file.Agreement is { } agreement)
        {
            var orders = PartOf(file, lines.OrdersAsync(source, agreement, cancellation));
            return await BankFiles.Writer(agreement).WriteAsync(file.Heading, orders, output, cancellation);
        }
        var slips = PartOf(file, lines.SlipsAsync(source, cancellation));
        return await new SlipWriter(file.Slips).WriteAsync(file.Heading, file.Totals.Amount.Currency, slips, output, cancellation);
    }

    public static IBankFileCheck CheckOf(SentFile file) => file.Agreement is { } agreement
        ? BankFiles.Check(agreement)
        : new SlipCheck(file.Slips, file.Number, file.Totals.Amount.Currency);

    /// <summary>Only SEPA's sums stand before the lines. Where a day is divided between two files, its lines are read for them.</summary>
    public async Task<IReadOnlyList<OrderGroup>> GroupsAsync(FileSource source, SentFile file, CancellationToken cancellation)
    {
        if (file.Agreement is not { Scheme: BankSchemes.Sepa } agreement)
            return [];
        return file is { Before: 0, IsLast: true }
            ? source.Days
            : await OrderGroup.OfAsync(PartOf(file, lines.OrdersAsync(source, agreement, cancellation)), cancellation);
    }

    /// <summary>The last part takes whatever is left, so that a line too many shows in its totals.</summary>
    private static IAsyncEnumerable<T> PartOf<T>(SentFile file, IAsyncEnumerable<T> all) =>
        file.IsLast ? all.Skip(file.Before) : all.Skip(file.Before).Take(file.Totals.Orders);
}
