using System.Globalization;
using System.Text;

namespace Solde.Functions.Debits;

/// <summary>
/// Builds one record of fixed length, field after field. What does not fit is cut only where it is text for people; an id, a
/// number or a length that does not fit is a bug and stops the file.
/// </summary>
internal sealed class FixedRecord(int length, string lineEnd)
{
    private readonly StringBuilder _record = new(length + lineEnd.Length);

    /// <summary>For people: left aligned, spaces behind, cut where it is too long.</summary>
    public FixedRecord Text(int width, string? text)
    {
        var shown = text ?? "";
        _record.Append(shown.Length > width ? shown[..width] : shown.PadRight(width));
        return this;
    }

    /// <summary>For programs: left aligned, spaces behind, never cut.</summary>
    public FixedRecord Id(int width, string id)
    {
        _record.Append(Fitting(width, id).PadRight(width));
        return this;
    }

    /// <summary>Right aligned, zeros before.</summary>
    public FixedRecord Digits(int width, string digits)
    {
        _record.Append(Fitting(width, digits).PadLeft(width, '0'));
        return this;
    }

    public FixedRecord Number(int width, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Digits(width, number.ToString(CultureInfo.InvariantCulture));
    }

    public FixedRecord Date(DateOnly? date) => Digits(8, date?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "");

    public FixedRecord Spaces(int width)
    {
        _record.Append(' ', width);
        return this;
    }

    public FixedRecord Zeros(int width)
    {
        _record.Append('0', width);
        return this;
    }

    /// <summary>The record with its line end; the next one can begin.</summary>
    public byte[] End()
    {
        if (_record.Length != length)
            throw new InvalidOperationException($"A record has {_record.Length} characters and needs {length}.");
        var bytes = Encoding.Latin1.GetBytes(_record.Append(lineEnd).ToString());
        _record.Clear();
        return bytes;
    }

    private static string Fitting(int width, string value) => value.Length <= width
        ? value
        : throw new InvalidOperationException($"A value of {value.Length} characters does not fit into {width}.");
}
