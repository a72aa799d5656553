using System.Globalization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Holds a finished file of slips against what its receiver will read: columns, ids, receivers, and the last row's count and sum.
/// </summary>
internal sealed class SlipCheck(SlipLayout layout, int number, string currency) : IBankFileCheck
{
    private static readonly string[] Needed = ["line", "payer", "reference", "due", "amount", "language", "parts"];

    private readonly string[] _columns = [.. SlipWriter.Columns, .. layout.Columns];

    public async Task<FileFault?> CheckAsync(Stream file, CancellationToken cancellation)
    {
        var (count, total, last, closed) = (0, Money.Zero(currency), 0L, false);
        await foreach (var row in CsvRows.ReadAsync(file, cancellation))
        {
            last = row.Line;
            if (closed)
                return FileFaults.RecordType.At(row.Line, "?");
            if (row.Line == 1)
            {
                if (!row.Cells.SequenceEqual(_columns))
                    return FileFaults.Element.At(1, "heading");
                continue;
            }
            if (row.Cells[0] == "total")
            {
                closed = true;
                if (FaultOfEnd(row, count, total) is { } wrong)
                    return wrong;
                continue;
            }
            if (FaultOf(row) is { } column)
                return FileFaults.Element.At(row.Line, column);
            (count, total) = (count + 1, total + SepaAmounts.Find(Cell(row, "amount"), currency)!.Value);
        }
        if (last == 0)
            return FileFaults.Empty.At(0);
        return closed ? null : FileFaults.NoTrailer.At(last);
    }

    /// <summary>The column that is not as it should be.</summary>
    private string? FaultOf(CsvRow row)
    {
        if (row.Cells.Count != _columns.Length)
            return "columns";
        if (Cell(row, "layout") != layout.Name)
            return "layout";
        if (Cell(row, "file") != number.ToString(CultureInfo.InvariantCulture))
            return "file";
        if (Needed.FirstOrDefault(column => string.IsNullOrWhiteSpace(Cell(row, column))) is { } empty)
            return empty;
        if (!PlainText.IsId(Cell(row, "line"), 19))
            return "line";
        if (!DateOnly.TryParseExact(Cell(row, "due"), "yyyy-MM-dd", out _))
            return "due";
        if (Cell(row, "currency") != currency)
            return "currency";
        if (SepaAmounts.Find(Cell(row, "amount"), currency) is not { IsPositive: true })
            return "amount";
        // Each layout's first column of its own is the one without which nothing arrives.
        return string.IsNullOrWhiteSpace(Cell(row, layout.Columns[0])) ? layout.Columns[0] : null;
    }

    private FileFault? FaultOfEnd(CsvRow row, int count, Money total)
    {
        if (row.Cells is not [_, var file, var said, var sum, var unit] || unit != currency)
            return FileFaults.Element.At(row.Line, "total");
        if (file != number.ToString(CultureInfo.InvariantCulture))
            return FileFaults.Element.At(row.Line, "file");
        if (said != count.ToString(CultureInfo.InvariantCulture))
            return FileFaults.Count.At(row.Line, said, count);
        return SepaAmounts.Find(sum, currency) is { } asked && asked == total
            ? null
            : FileFaults.Total.At(row.Line, sum, total.Minor);
    }

    private string Cell(CsvRow row, string column) => row.Cells[Array.IndexOf(_columns, column)];
}
