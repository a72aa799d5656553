using System.Globalization;
using System.Text;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Files for whoever sends slips by e-mail (layout T0071) or prints them: CSV (RFC 4180, UTF-8), a heading, a row a slip in the order
/// given, and a last row with count and sum. Cells that a spreadsheet would run as a formula are disarmed.
/// </summary>
internal sealed class SlipWriter(SlipLayout layout)
{
    public const int MaxAddressLines = 5;

    /// <summary>Why a slip cannot go into this file, or null.</summary>
    public FieldError? Check(SlipOrder slip)
    {
        if (!PlainText.IsId(slip.LineId, 19))
            return OrderFaults.LineId;
        var parts = slip.Parts.Aggregate(Money.Zero(slip.Amount.Currency), (sum, part) => sum + part.Amount);
        if (!slip.Amount.IsPositive || parts != slip.Amount)
            return OrderFaults.Amount;
        if (string.IsNullOrWhiteSpace(slip.PayerName))
            return OrderFaults.PayerName;
        return layout.FaultOfReceiver(slip);
    }

    public async Task<FileTotals> WriteAsync(
        FileHeading heading, string currency, IAsyncEnumerable<SlipOrder> slips, Stream file, CancellationToken cancellation)
    {
        await using var measured = new MeasuredStream(file);
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await using var output = new StreamWriter(measured, utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        var (count, total) = (0, Money.Zero(currency));
        await output.WriteLineAsync(string.Join(',', [.. Columns, .. layout.Columns]));
        await foreach (var slip in slips.WithCancellation(cancellation))
        {
            if (Check(slip) is not null)
                throw new InvalidOperationException($"Slip {count + 1} of this file cannot be written.");
            (count, total) = (count + 1, total + slip.Amount);
            await output.WriteLineAsync(string.Join(',', Row(heading, slip).Concat(layout.Receiver(slip)).Select(Csv.Cell)));
        }
        await output.WriteLineAsync($"total,{heading.Sequence},{count},{SepaAmounts.Text(total)},{currency}");
        await output.FlushAsync(cancellation);
        return measured.Totals(count, total);
    }

    /// <summary>Those in front of the receiver's.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["layout", "file", "line", "payer", "taxId", "reference", "due", "amount", "currency", "language", "parts"];

    private IEnumerable<string?> Row(FileHeading heading, SlipOrder slip) =>
    [
        layout.Name,
        heading.Sequence.ToString(CultureInfo.InvariantCulture),
        slip.LineId,
        slip.PayerName,
        slip.TaxId,
        slip.Reference,
        slip.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SepaAmounts.Text(slip.Amount),
        slip.Amount.Currency,
        slip.Language,
        string.Join(" | ", slip.Parts.Select(part => $"{part.Text}: {SepaAmounts.Text(part.Amount)}")),
    ];
}

/// <summary>Whom a slip goes to, and in which columns that stands behind the others.</summary>
internal sealed record SlipLayout(
    string Name,
    IReadOnlyList<string> Columns,
    Func<SlipOrder, IEnumerable<string?>> Receiver,
    Func<SlipOrder, FieldError?> FaultOfReceiver)
{
    private static readonly FieldError NoEmail = new("email", new Text(
        "An e-mail address is needed.", "Une adresse de courriel est nécessaire.", "É necessário um e-mail.", "Een e-mailadres is nodig."), []);

    private static readonly FieldError NoAddress = new("address", new Text(
        "A postal address has 1 to 5 lines.",
        "Une adresse postale a de 1 à 5 lignes.",
        "Um endereço postal tem de 1 a 5 linhas.",
        "Een postadres telt 1 tot 5 regels."), []);

    public static readonly SlipLayout Email = new(
        "T0071", ["email"], slip => [slip.Email], slip => slip.Email?.Contains('@') == true ? null : NoEmail);

    public static readonly SlipLayout Print = new(
        "print",
        [.. Enumerable.Range(1, SlipWriter.MaxAddressLines).Select(number => $"address{number}")],
        slip => slip.Address.Concat(Enumerable.Repeat("", SlipWriter.MaxAddressLines)).Take(SlipWriter.MaxAddressLines),
        slip => slip.Address.Count is >= 1 and <= SlipWriter.MaxAddressLines ? null : NoAddress);

    public static SlipLayout Find(string name) => name == Email.Name ? Email : Print;
}
