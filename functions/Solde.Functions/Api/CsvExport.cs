using System.Buffers;
using System.Text;

namespace Solde.Functions.Api;

/// <summary>
/// Streams rows as CSV (RFC 4180, UTF-8), a row at a time (COM-10). Text that a spreadsheet would take for a formula
/// gets an apostrophe; numbers are written from numbers, so a negative amount stays one.
/// </summary>
public sealed class CsvExport<T>(string fileName, IReadOnlyList<CsvColumn<T>> columns, IAsyncEnumerable<T> rows) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.csv\"";
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await using var writer = new StreamWriter(response.Body, utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => Csv.Quoted(column.Name))));
        await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (i > 0)
                    await writer.WriteAsync(',');
                await writer.WriteAsync(columns[i].Write(row));
            }
            await writer.WriteLineAsync();
        }
    }
}

/// <param name="Write">Gives the cell as it stands in the file; made by <see cref="Csv.Text{T}"/> or <see cref="Csv.Number{T}"/>.</param>
public sealed record CsvColumn<T>(string Name, Func<T, string> Write);

public static class Csv
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@\t\0\r\n＝＋－＠");

    public static CsvColumn<T> Text<T>(string name, Func<T, string?> value) => new(name, row => Cell(value(row)));

    public static CsvColumn<T> Number<T>(string name, Func<T, long> value) => new(
        name, row => value(row).ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        return Quoted(StartsFormula.Contains(text[0]) ? "'" + text : text);
    }

    internal static string Quoted(string text) =>
        text.AsSpan().ContainsAny(NeedsQuotes) ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
