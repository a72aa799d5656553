namespace Solde.Functions.Debits;

/// <summary>Holds a finished file against <see cref="CpaLayouts"/>; it has debits only, each with our line's id.</summary>
internal sealed class CpaCheck(BankAgreement agreement) : IBankFileCheck
{
    private readonly CpaProfile _profile = BankProfiles.Of<CpaProfile>(agreement);

    public async Task<FileFault?> CheckAsync(Stream file, CancellationToken cancellation)
    {
        var records = new CpaFile(agreement, _profile, null);
        var segments = new List<(int Offset, string Segment)>();
        var last = 0;
        await foreach (var line in RecordLines.ReadAsync(file, CpaLayouts.Length, cancellation))
        {
            last = line.Number;
            if (line.Number == 1 && _profile.RoutingLine is { } routing)
            {
                if (line.Text != routing)
                    return FileFaults.RecordType.At(line.Number, "?");
                continue;
            }
            if (records.Take(line, segments) is { } fault)
                return fault;
            if (line.Text[0] is not ('A' or 'D' or 'Z'))
                return FileFaults.RecordType.At(line.Number, line.Text[0].ToString());
            foreach (var (offset, segment) in segments)
            {
                if (FaultOfDebit(segment) is { } field)
                    return FileFaults.Field.At(line.Number, offset + field.From, offset + field.To, field.Name);
            }
        }
        if (!records.HasBegun)
            return FileFaults.Empty.At(0);
        return records.IsClosed ? null : FileFaults.NoTrailer.At(last);
    }

    private LayoutField? FaultOfDebit(string segment)
    {
        var layout = CpaLayouts.Segment;
        if (!PlainText.IsId(layout["line id"].Of(segment).TrimEnd(), 19))
            return layout["line id"];
        if (!PlainText.IsId(layout["account"].Of(segment).TrimEnd(), 12))
            return layout["account"];
        if (string.IsNullOrWhiteSpace(layout["payer"].Of(segment)))
            return layout["payer"];
        return layout["transaction type"].Of(segment) == agreement.TransactionCode ? null : layout["transaction type"];
    }
}
