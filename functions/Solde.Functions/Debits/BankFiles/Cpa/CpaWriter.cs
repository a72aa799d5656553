using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>CPA Standard 005: header A, details D with one to six debits each, trailer Z.</summary>
internal sealed class CpaWriter(BankAgreement agreement) : IBankFileWriter
{
    private const long MaxAmountMinor = 9_999_999_999;

    private readonly CpaProfile _profile = BankProfiles.Of<CpaProfile>(agreement);

    public int MaxOrders => 999_998;

    public FieldError? Check(DebitOrder order)
    {
        if (order.Kind != DebitOrderKinds.Debit)
            return OrderFaults.Kind;
        if (!PlainText.IsId(order.LineId, 19))
            return OrderFaults.LineId;
        if (order.Amount.Currency != agreement.Currency)
            return OrderFaults.Currency;
        if (!order.Amount.IsPositive || order.Amount.Minor > MaxAmountMinor)
            return OrderFaults.Amount;
        if (!PlainText.HasLetterOrDigit(order.PayerName))
            return OrderFaults.PayerName;
        return CpaFields.IsAccount(order.Account) ? null : OrderFaults.Account;
    }

    public async Task<FileTotals> WriteAsync(
        FileHeading heading, IAsyncEnumerable<DebitOrder> orders, Stream file, CancellationToken cancellation)
    {
        await using var measured = new MeasuredStream(file);
        await using var output = new BufferedStream(measured, 64 * 1024);
        var record = new FixedRecord(CpaLayouts.Length, _profile.LineEnd);
        var (records, inRecord, count, total) = (1, 0, 0, Money.Zero(agreement.Currency));

        if (_profile.RoutingLine is { } routing)
            await output.WriteAsync(new FixedRecord(routing.Length, _profile.LineEnd).Id(routing.Length, routing).End(), cancellation);
        await output.WriteAsync(Header(record, heading), cancellation);
        await foreach (var order in orders.WithCancellation(cancellation))
        {
            if (Check(order) is not null || ++count > MaxOrders)
                throw new InvalidOperationException($"Line {count} of this file cannot be written.");
            if (inRecord == 0)
                Control(record, "D", ++records, heading);
            Segment(record, order);
            total += order.Amount;
            if (++inRecord < _profile.SegmentsARecord)
                continue;
            await output.WriteAsync(Filled(record, inRecord), cancellation);
            inRecord = 0;
        }
        if (inRecord > 0)
            await output.WriteAsync(Filled(record, inRecord), cancellation);
        var counted = _profile.CountsRecords ? records - 1 : count;
        await output.WriteAsync(Trailer(record, records + 1, heading, counted, total), cancellation);
        await output.FlushAsync(cancellation);
        return measured.Totals(count, total);
    }

    private byte[] Header(FixedRecord record, FileHeading heading) =>
        Control(record, "A", 1, heading)
            .Digits(6, CpaFields.Date(heading.CreatedOn))
            .Digits(5, agreement.BankCode)
            .Spaces(20)
            .Text(3, _profile.HeaderHasCurrency ? agreement.Currency : "")
            .Spaces(1406)
            .End();

    private FixedRecord Control(FixedRecord record, string type, int number, FileHeading heading) =>
        record.Text(1, type).Number(9, number).Id(10, agreement.OurId).Number(4, CpaFields.FileNumber(heading.Sequence));

    private void Segment(FixedRecord record, DebitOrder order)
    {
        var own = agreement.OwnAccount!;
        record
            .Digits(3, agreement.TransactionCode!)
            .Number(10, order.Amount.Minor)
            .Digits(6, CpaFields.Date(order.Due))
            .Digits(9, CpaFields.Institution(order.Account))
            .Id(12, order.Account.Number);
        FilledByBank(record, 22);
        FilledByBank(record, 3)
            .Text(15, PlainText.CapitalsAndStops(agreement.ShortName ?? agreement.OurName))
            .Text(30, PlainText.CapitalsAndStops(order.PayerName))
            .Text(30, PlainText.CapitalsAndStops(agreement.OurName))
            .Id(10, agreement.OurId)
            .Id(19, order.LineId)
            .Digits(9, CpaFields.Institution(own))
            .Id(12, own.Number)
            .Text(15, PlainText.CapitalsAndStops(order.Statement))
            .Spaces(22)
            .Spaces(2);
        FilledByBank(record, 11);
    }

    private FixedRecord FilledByBank(FixedRecord record, int width) =>
        _profile.BankFieldsAreBlank ? record.Spaces(width) : record.Zeros(width);

    private static byte[] Filled(FixedRecord record, int segments) =>
        record.Spaces((CpaLayouts.Segments - segments) * CpaLayouts.SegmentLength).End();

    private byte[] Trailer(FixedRecord record, int number, FileHeading heading, int debits, Money total)
    {
        Control(record, "Z", number, heading).Number(14, total.Minor).Number(8, debits).Zeros(14).Zeros(8);
        return (_profile.CorrectionsAreBlank ? record.Spaces(44) : record.Zeros(44)).Spaces(1352).End();
    }
}
