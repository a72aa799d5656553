namespace Solde.Functions.Debits;

/// <summary>Holds a finished file against <see cref="FebrabanLayouts"/>: order of records, every field, counts and total.</summary>
internal sealed class FebrabanCheck(BankAgreement agreement) : IBankFileCheck
{
    private readonly FebrabanProfile _profile = BankProfiles.Of<FebrabanProfile>(agreement);

    public async Task<FileFault?> CheckAsync(Stream file, CancellationToken cancellation)
    {
        var layouts = FebrabanLayouts.Sent(_profile.Version);
        var (count, total, closed) = (0, 0L, false);
        await foreach (var line in RecordLines.ReadAsync(file, FebrabanLayouts.Length, cancellation))
        {
            count++;
            var type = line.Text.Length == 0 ? ' ' : line.Text[0];
            var layout = type switch
            {
                'A' when count == 1 => layouts.Header,
                'E' when count > 1 && !closed => layouts.Order,
                'D' when count > 1 && !closed => layouts.Withdrawal,
                'Z' when count > 1 && !closed => layouts.Trailer,
                _ => null,
            };
            if (layout is null)
                return FileFaults.RecordType.At(line.Number, FileFaults.Shown(type));
            if (layout.Fault(line) is { } fault)
                return fault;
            if (layout == layouts.Order)
                total += layout["amount"].Number(line.Text);
            if (layout == layouts.Header && OtherAgreement(layout, line.Text, agreement) is { } other)
                return FileFaults.OtherAgreement.At(line.Number, other.Name);
            if (_profile.NumbersRecords && type is 'E' or 'Z' && NumberAt144(line.Text) != count.ToString("D6"))
                return FileFaults.RecordNumber.At(line.Number, NumberAt144(line.Text), count);
            if (layout != layouts.Trailer)
                continue;
            closed = true;
            if (layout["records"].Number(line.Text) != count)
                return FileFaults.Count.At(line.Number, layout["records"].Number(line.Text), count);
            if (layout["total"].Number(line.Text) != total)
                return FileFaults.Total.At(line.Number, layout["total"].Number(line.Text), total);
        }
        if (count == 0)
            return FileFaults.Empty.At(0);
        return closed ? null : FileFaults.NoTrailer.At(count);
    }

    /// <summary>The field by which a header belongs to another agreement. Zeros or spaces fill the convênio, as the bank has it.</summary>
    internal static LayoutField? OtherAgreement(RecordLayout header, string record, BankAgreement agreement)
    {
        if (header["agreement"].Trimmed(record).TrimStart('0') != agreement.OurId.TrimStart('0'))
            return header["agreement"];
        return header["bank"].Of(record) == agreement.BankCode ? null : header["bank"];
    }

    private static string NumberAt144(string record) => record[143..149];
}
