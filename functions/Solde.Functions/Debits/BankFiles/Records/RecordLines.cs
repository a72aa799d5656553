using System.Runtime.CompilerServices;
using System.Text;

namespace Solde.Functions.Debits;

/// <summary>A line of a file of records, numbered from 1.</summary>
/// <param name="Text">One character a byte (Latin-1), without its line end; cut after the longest length that is asked for.</param>
internal readonly record struct RecordLine(int Number, string Text);

/// <summary>Splits a stream into lines that end with LF or CR LF. A line never takes more memory than the longest one allowed.</summary>
internal static class RecordLines
{
    /// <summary>Counts in trailers have six digits in Brazil; files of other schemes are smaller.</summary>
    public const int MaxLines = 1_000_000;

    /// <summary>A line of more than <paramref name="longest"/> characters comes cut to one more than that, as the last.</summary>
    public static async IAsyncEnumerable<RecordLine> ReadAsync(
        Stream file, int longest, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var line = new byte[longest + 2];
        var (length, number) = (0, 0);
        int read;
        while ((read = await file.ReadAsync(buffer, cancellation)) > 0)
        {
            for (var at = 0; at < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', at, read - at);
                var count = (end < 0 ? read : end) - at;
                var room = Math.Min(count, line.Length - length);
                Array.Copy(buffer, at, line, length, room);
                length += room;
                at += count + 1;
                if (room < count || (end >= 0 && Shown(line, length) > longest))
                {
                    yield return new RecordLine(number + 1, Encoding.Latin1.GetString(line, 0, longest + 1));
                    yield break;
                }
                if (end < 0)
                    break;
                yield return new RecordLine(++number, Encoding.Latin1.GetString(line, 0, Shown(line, length)));
                length = 0;
            }
        }
        if (length > 0)
            yield return new RecordLine(number + 1, Encoding.Latin1.GetString(line, 0, Math.Min(Shown(line, length), longest + 1)));
    }

    private static int Shown(byte[] line, int length) => length > 0 && line[length - 1] == '\r' ? length - 1 : length;
}
