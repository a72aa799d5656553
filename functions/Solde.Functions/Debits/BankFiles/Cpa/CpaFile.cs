namespace Solde.Functions.Debits;

/// <summary>A file of CPA Standard 005 as it is gone through, in either direction: records in order, numbers, counts and sums.</summary>
internal sealed class CpaFile(BankAgreement agreement, CpaProfile profile, int? expectedNumber)
{
    private int _records;
    private string _file = "";
    private (long Count, long Records, long Total) _debits, _credits;

    public bool IsClosed { get; private set; }

    public bool HasBegun => _records > 0;

    /// <summary>The segments of a detail come with their place in the record; a header and a trailer have none.</summary>
    public FileFault? Take(RecordLine line, List<(int Offset, string Segment)> segments)
    {
        segments.Clear();
        _records++;
        var record = line.Text;
        var type = record.Length == 0 ? ' ' : record[0];
        if (record.Length != CpaLayouts.Length)
            return FileFaults.RecordLength.At(line.Number, record.Length, CpaLayouts.Length);
        if (IsClosed || type == 'A' != (_records == 1))
            return FileFaults.RecordType.At(line.Number, FileFaults.Shown(type));
        var fault = type switch
        {
            'A' => CpaLayouts.Header.Fault(line) ?? FaultOfHeader(line),
            'Z' => CpaLayouts.Trailer.Fault(line) ?? FaultOfControl(line) ?? FaultOfTrailer(line),
            'C' or 'D' or 'E' or 'F' or 'I' or 'J' =>
                CpaLayouts.Detail.Fault(line.Number, record[..CpaLayouts.ControlLength], 0)
                ?? FaultOfControl(line)
                ?? FaultOfSegments(line, segments),
            _ => FileFaults.RecordType.At(line.Number, FileFaults.Shown(type)),
        };
        IsClosed = type == 'Z';
        return fault;
    }

    private FileFault? FaultOfHeader(RecordLine line)
    {
        _file = CpaLayouts.Header["file"].Of(line.Text);
        if (CpaLayouts.Header["originator"].Trimmed(line.Text) != agreement.OurId)
            return FileFaults.OtherAgreement.At(line.Number, CpaLayouts.Header["originator"].Name);
        if (expectedNumber is { } number && CpaLayouts.Header["file"].Number(line.Text) is var said && said != number)
            return FileFaults.Sequence.At(line.Number, said, number);
        return FaultOfControl(line);
    }

    private FileFault? FaultOfControl(RecordLine line)
    {
        var number = CpaLayouts.Detail["record"].Number(line.Text);
        if (number != _records)
            return FileFaults.RecordNumber.At(line.Number, number, _records);
        return CpaLayouts.Detail["originator"].Trimmed(line.Text) != agreement.OurId || CpaLayouts.Detail["file"].Of(line.Text) != _file
            ? FileFaults.OtherAgreement.At(line.Number, CpaLayouts.Detail["originator"].Name)
            : null;
    }

    /// <summary>One to six, one after another; what is left of the record is spaces.</summary>
    private FileFault? FaultOfSegments(RecordLine line, List<(int Offset, string Segment)> segments)
    {
        for (var offset = CpaLayouts.ControlLength; offset < CpaLayouts.Length; offset += CpaLayouts.SegmentLength)
        {
            if (offset > CpaLayouts.ControlLength && string.IsNullOrWhiteSpace(line.Text[offset..]))
                break;
            var segment = line.Text.Substring(offset, CpaLayouts.SegmentLength);
            if (CpaLayouts.Segment.Fault(line.Number, segment, offset) is { } fault)
                return fault;
            segments.Add((offset, segment));
        }
        var amount = segments.Sum(segment => CpaLayouts.Segment["amount"].Number(segment.Segment));
        // What comes back counts with what it came back from (J with D, I with C); corrections have totals of their own.
        if (line.Text[0] is 'D' or 'J')
            _debits = (_debits.Count + segments.Count, _debits.Records + 1, _debits.Total + amount);
        else if (line.Text[0] is 'C' or 'I')
            _credits = (_credits.Count + segments.Count, _credits.Records + 1, _credits.Total + amount);
        return null;
    }

    private FileFault? FaultOfTrailer(RecordLine line) =>
        Compare(line, "debits", "debits total", _debits) ?? Compare(line, "credits", "credits total", _credits);

    private FileFault? Compare(RecordLine line, string count, string total, (long Count, long Records, long Total) found)
    {
        var counted = profile.CountsRecords ? found.Records : found.Count;
        if (CpaLayouts.Trailer[count].Number(line.Text) is var saidCount && saidCount != counted)
            return FileFaults.Count.At(line.Number, saidCount, counted);
        return CpaLayouts.Trailer[total].Number(line.Text) is var said && said != found.Total
            ? FileFaults.Total.At(line.Number, said, found.Total)
            : null;
    }
}
