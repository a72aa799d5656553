using System.Globalization;

namespace Solde.Functions.Debits;

/// <summary>A field of a record by its positions, as a bank's manual has them: counted from 1, both included.</summary>
/// <param name="Holds">What may stand there.</param>
/// <param name="Values">Where only some values may: each of the field's width.</param>
internal sealed record LayoutField(string Name, int From, int To, FieldHolds Holds, params string[] Values)
{
    public string Of(string record) => record[(From - 1)..To];

    public string Trimmed(string record) => Of(record).Trim();

    public long Number(string record) => long.Parse(Of(record), NumberStyles.None, CultureInfo.InvariantCulture);

    public DateOnly? Date(string record) => DateOnly.TryParseExact(Of(record), "yyyyMMdd", out var date) ? date : null;

    public bool Fits(string record)
    {
        var value = record.AsSpan((From - 1)..To);
        if (Values.Length > 0 && !Values.Contains(value.ToString()))
            return false;
        return Holds switch
        {
            FieldHolds.Digits => !value.ContainsAnyExceptInRange('0', '9'),
            FieldHolds.Date => DateOnly.TryParseExact(value, "yyyyMMdd", out _),
            FieldHolds.DateOrZeros => !value.ContainsAnyExcept('0') || DateOnly.TryParseExact(value, "yyyyMMdd", out _),
            FieldHolds.DayOfYear => CpaFields.Date(value) is not null,
            FieldHolds.Spaces => !value.ContainsAnyExcept(' '),
            FieldHolds.SpacesOrZeros => !value.ContainsAnyExcept(' ', '0'),
            // Banks write accents in what is meant for people; a control character is a broken file.
            FieldHolds.Text => !value.ContainsAnyInRange('\0', '\u001F') && !value.ContainsAnyInRange('\u007F', '\u009F'),
            FieldHolds.Ascii => !value.ContainsAnyExceptInRange(' ', '~'),
            FieldHolds.TextNotEmpty => !value.ContainsAnyExceptInRange(' ', '~') && value.ContainsAnyExcept(' '),
            _ => true,
        };
    }
}

internal enum FieldHolds
{
    Any,
    Digits,
    Date,
    DateOrZeros,

    /// <summary>0YYDDD.</summary>
    DayOfYear,
    Spaces,
    SpacesOrZeros,
    Text,
    Ascii,
    TextNotEmpty,
}

/// <summary>A kind of record as a table of fields that cover it from end to end.</summary>
internal sealed class RecordLayout
{
    private readonly LayoutField[] _fields;
    private readonly Dictionary<string, LayoutField> _byName;

    /// <exception cref="ArgumentException">A position belongs to no field or to two: the table is wrong.</exception>
    public RecordLayout(int length, params LayoutField[] fields)
    {
        var next = 1;
        foreach (var field in fields)
        {
            if (field.From != next)
                throw new ArgumentException($"'{field.Name}' begins at {field.From}, not at {next}.", nameof(fields));
            next = field.To + 1;
        }
        if (next != length + 1)
            throw new ArgumentException($"The fields end at {next - 1}, the record at {length}.", nameof(fields));
        Length = length;
        _fields = fields;
        _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public int Length { get; }

    public IReadOnlyList<LayoutField> Fields => _fields;

    public LayoutField this[string name] => _byName[name];

    public LayoutField? Find(string name) => _byName.GetValueOrDefault(name);

    public FileFault? Fault(RecordLine line) => Fault(line.Number, line.Text, 0);

    /// <param name="offset">Where the record's first character stands in its line, so that a fault names the line's positions.</param>
    public FileFault? Fault(long number, string record, int offset)
    {
        if (record.Length != Length)
            return FileFaults.RecordLength.At(number, record.Length, Length);
        foreach (var field in _fields)
        {
            if (!field.Fits(record))
                return FileFaults.Field.At(number, offset + field.From, offset + field.To, field.Name);
        }
        return null;
    }
}
