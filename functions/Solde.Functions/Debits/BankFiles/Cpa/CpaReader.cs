using System.Runtime.CompilerServices;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Returned items in the layout of CPA Standard 005: records J hold debits that came back, in segments like those that went out.
/// The reason is the transaction type, 900 to 990; where a bank leaves the first type there, it is the stored one.
/// </summary>
internal sealed class CpaReader(BankAgreement agreement) : IReturnFileReader
{
    private readonly CpaProfile _profile = BankProfiles.Of<CpaProfile>(agreement);

    /// <param name="expectedSequence">Counted without end, as ours is: the file itself shows four digits of it.</param>
    public Task<ReturnReading> ReadAsync(Stream file, int? expectedSequence, CancellationToken cancellation) =>
        ReturnReading.OfAsync(file, (stream, stop) => ParseAsync(stream, expectedSequence, stop), cancellation);

    private async IAsyncEnumerable<ReturnPart> ParseAsync(
        Stream file, int? expected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var records = new CpaFile(agreement, _profile, expected is { } sequence ? CpaFields.FileNumber(sequence) : null);
        var segments = new List<(int Offset, string Segment)>();
        var last = 0;
        await foreach (var line in RecordLines.ReadAsync(file, CpaLayouts.Length, cancellation))
        {
            last = line.Number;
            // Some banks send the line back by which they route a file.
            if (line.Number == 1 && line.Text.StartsWith("$$", StringComparison.Ordinal))
                continue;
            if (line.Number > RecordLines.MaxLines)
            {
                yield return FileFaults.TooLarge.At(line.Number, RecordLines.MaxLines);
                yield break;
            }
            if (records.Take(line, segments) is { } fault)
            {
                yield return fault;
                yield break;
            }
            if (line.Text[0] == 'A')
            {
                var header = CpaLayouts.Header;
                yield return new ReturnHeading(
                    expected ?? (int)header["file"].Number(line.Text), null, CpaFields.Date(header["file date"].Of(line.Text)));
            }
            foreach (var (_, segment) in segments)
                yield return LineOf(line, segment);
        }
        if (!records.HasBegun)
            yield return FileFaults.Empty.At(0);
        else if (!records.IsClosed)
            yield return FileFaults.NoTrailer.At(last);
    }

    private ReturnedLine LineOf(RecordLine line, string segment)
    {
        var layout = CpaLayouts.Segment;
        var type = line.Text[0];
        var code = ReasonOf(layout["transaction type"].Of(segment)) ?? ReasonOf(layout["stored type"].Of(segment)) ?? "";
        var failure = FailureCodes.Of(PaymentMethods.AcssDebit, code);
        // Credits, corrections and debits of others' making: nothing of ours is decided by them.
        var failed = type == 'J' && code.Length > 0;
        var lineId = layout["line id"].Trimmed(segment);
        return new ReturnedLine(
            line.Number,
            type.ToString(),
            ReturnScopes.Line,
            lineId.Length == 0 ? null : lineId,
            failed ? ReturnOutcomes.Failed : ReturnOutcomes.Unknown,
            code,
            failed ? failure.Class : FailureClass.Unknown,
            failed ? failure.Meaning : FailureClass.Unknown.Meaning,
            new Money(layout["amount"].Number(segment), agreement.Currency),
            CpaFields.Date(layout["due date"].Of(segment)));
    }

    private static string? ReasonOf(string type) => type[0] == '9' ? type : null;
}
