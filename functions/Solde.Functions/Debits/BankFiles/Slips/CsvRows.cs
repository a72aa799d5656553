using System.Runtime.CompilerServices;
using System.Text;

namespace Solde.Functions.Debits;

/// <param name="Line">The number of the row, from 1; a cell may hold line ends, so it is not that of the line.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Cells);

/// <summary>Reads CSV (RFC 4180) a row at a time. A row never takes more memory than the longest one allowed.</summary>
internal static class CsvRows
{
    private const int MaxRowLength = 64 * 1024;

    /// <summary>A row that is too long comes cut, as the last.</summary>
    public static async IAsyncEnumerable<CsvRow> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024, leaveOpen: true);
        var buffer = new char[16 * 1024];
        var (cells, cell, number, length) = (new List<string>(), new StringBuilder(), 0L, 0);
        var (isQuoted, wasQuote) = (false, false);
        int read;
        while ((read = await text.ReadAsync(buffer, cancellation)) > 0)
        {
            foreach (var c in buffer[..read])
            {
                if (++length > MaxRowLength)
                {
                    yield return new CsvRow(++number, [.. cells, cell.ToString()]);
                    yield break;
                }
                // A quote inside quotes ends them, unless another follows: then it is one.
                if (c == '"')
                {
                    if (wasQuote)
                        cell.Append('"');
                    wasQuote = isQuoted && !wasQuote;
                    isQuoted = !isQuoted;
                    continue;
                }
                wasQuote = false;
                if (isQuoted || c is not (',' or '\r' or '\n'))
                {
                    cell.Append(c);
                    continue;
                }
                if (c == '\r')
                    continue;
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == ',')
                    continue;
                yield return new CsvRow(++number, cells);
                (cells, length) = ([], 0);
            }
        }
        if (cells.Count > 0 || cell.Length > 0)
            yield return new CsvRow(++number, [.. cells, cell.ToString()]);
    }
}
