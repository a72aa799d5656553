using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Débito automático, 150 positions, versions 04, 05 and 08: header A, orders E, withdrawals D, trailer Z.</summary>
internal sealed class FebrabanWriter(BankAgreement agreement) : IBankFileWriter
{
    private const long MaxAmountMinor = 999_999_999_999_999;

    private readonly FebrabanProfile _profile = BankProfiles.Of<FebrabanProfile>(agreement);

    /// <summary>The trailer counts header, orders and itself in six digits.</summary>
    public int MaxOrders => 999_997;

    private bool Is08 => _profile.Version == "08";

    private int AccountWidth => Is08 ? 20 : 14;

    public FieldError? Check(DebitOrder order)
    {
        if (!PlainText.IsId(order.LineId, 19))
            return OrderFaults.LineId;
        if (order.Amount.Currency != agreement.Currency)
            return OrderFaults.Currency;
        if (order.Kind == DebitOrderKinds.Registration && !Is08)
            return OrderFaults.Kind;
        if (!DebitOrderKinds.All.Contains(order.Kind))
            return OrderFaults.Kind;
        if (AsksForMoney(order) ? !order.Amount.IsPositive || order.Amount.Minor > MaxAmountMinor : !order.Amount.IsZero)
            return OrderFaults.Amount;
        if (!PlainText.IsId(order.MandateReference, 25) || (_profile.CustomerIdHasZeros && !order.MandateReference.All(char.IsAsciiDigit)))
            return OrderFaults.MandateReference;
        if (!PlainText.IsDigits(order.Account.Branch, 4) || !PlainText.IsId(order.Account.Number, AccountWidth))
            return OrderFaults.Account;
        return order.TaxId is { } taxId && !PlainText.IsDigits(taxId, 11) && !PlainText.IsDigits(taxId, 14) ? OrderFaults.TaxId : null;
    }

    public async Task<FileTotals> WriteAsync(
        FileHeading heading, IAsyncEnumerable<DebitOrder> orders, Stream file, CancellationToken cancellation)
    {
        await using var measured = new MeasuredStream(file);
        await using var output = new BufferedStream(measured, 64 * 1024);
        var record = new FixedRecord(FebrabanLayouts.Length, _profile.LineEnd);
        var (count, total, asked) = (0, 0L, Money.Zero(agreement.Currency));

        await output.WriteAsync(Header(record, heading), cancellation);
        await foreach (var order in orders.WithCancellation(cancellation))
        {
            if (Check(order) is { } fault || ++count > MaxOrders)
                throw new InvalidOperationException($"Line {count} of this file cannot be written.");
            if (order.Kind == DebitOrderKinds.Withdrawal)
            {
                await output.WriteAsync(Withdrawal(record, order), cancellation);
                continue;
            }
            await output.WriteAsync(Order(record, order, count + 1), cancellation);
            total = checked(total + order.Amount.Minor);
            if (order.Kind == DebitOrderKinds.Debit)
                asked += order.Amount;
        }
        await output.WriteAsync(Trailer(record, count + 2, total), cancellation);
        await output.FlushAsync(cancellation);
        return measured.Totals(count, asked);
    }

    private static bool AsksForMoney(DebitOrder order) => order.Kind is DebitOrderKinds.Debit or DebitOrderKinds.Cancellation;

    private byte[] Header(FixedRecord record, FileHeading heading)
    {
        record.Text(1, "A").Text(1, "1");
        _ = _profile.ConvenioHasZeros ? record.Digits(20, agreement.OurId) : record.Id(20, agreement.OurId);
        record
            .Text(20, PlainText.Capitals(agreement.OurName))
            .Digits(3, agreement.BankCode)
            .Text(20, PlainText.Capitals(agreement.BankName))
            .Date(heading.CreatedOn)
            .Number(6, heading.Sequence)
            .Digits(2, _profile.Version)
            .Id(17, _profile.Service);
        return _profile switch
        {
            { NumbersRecords: true } => record.Spaces(45).Zeros(7).End(),
            { MarksTrials: true } => record.Spaces(47).Text(5, agreement.IsTrial ? "TESTE" : "").End(),
            _ => record.Spaces(52).End(),
        };
    }

    private byte[] Order(FixedRecord record, DebitOrder order, int number)
    {
        Customer(record, "E", order)
            .Date(order.Kind == DebitOrderKinds.Registration ? order.MandateUntil : order.Due)
            .Number(15, order.Amount.Minor)
            .Digits(2, "03");
        switch (_profile.Version)
        {
            case "04":
                record.Id(49, order.LineId).Spaces(10).Spaces(1);
                _ = _profile.NumbersRecords ? record.Spaces(14).Number(6, number) : record.Spaces(20);
                break;
            case "05":
                TaxId(record.Id(59, order.LineId).Spaces(1), order).Spaces(4);
                break;
            default:
                TaxId(record.Id(53, order.LineId).Spaces(1), order)
                    .Text(1, _profile.OperationType.ToString())
                    .Text(1, _profile.UnsetOption.ToString())
                    .Text(1, _profile.UnsetOption.ToString())
                    .Spaces(1);
                break;
        }
        var movement = order.Kind switch { DebitOrderKinds.Cancellation => "1", DebitOrderKinds.Registration => "5", _ => "0" };
        return record.Text(1, movement).End();
    }

    private byte[] Withdrawal(FixedRecord record, DebitOrder order)
    {
        Customer(record, "D", order).Spaces(25);
        var reason = PlainText.Capitals(order.Statement);
        _ = Is08 ? record.Text(55, reason).Date(null).Zeros(2).Spaces(9) : record.Text(60, reason).Spaces(20);
        return record.Text(1, "1").End();
    }

    private byte[] Trailer(FixedRecord record, int records, long total)
    {
        record.Text(1, "Z").Number(6, records).Number(17, total);
        return (_profile.NumbersRecords ? record.Spaces(119).Number(6, records).Spaces(1) : record.Spaces(126)).End();
    }

    private FixedRecord Customer(FixedRecord record, string type, DebitOrder order)
    {
        record.Text(1, type);
        _ = _profile.CustomerIdHasZeros ? record.Digits(25, order.MandateReference) : record.Id(25, order.MandateReference);
        return record.Id(4, order.Account.Branch!).Id(AccountWidth, order.Account.Number);
    }

    private static FixedRecord TaxId(FixedRecord record, DebitOrder order) =>
        record.Text(1, order.TaxId?.Length switch { 14 => "1", 11 => "2", _ => "0" }).Digits(15, order.TaxId ?? "");
}
