using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <param name="Number">The bank's; null where its files have none, and of one that is refused.</param>
/// <param name="BankFileId">SEPA: the bank's id of the report.</param>
/// <param name="Source">The name it lay under in the folder; null for one that was sent by a call.</param>
/// <param name="Lines">Those that are through so far.</param>
/// <param name="ByOutcome">What was applied.</param>
/// <param name="Listed">Lines that a person must look at; they are under <c>unmatched</c>.</param>
/// <param name="Fault">Null where it is not refused.</param>
internal sealed record ReturnView(
    string Id,
    string Agreement,
    string State,
    int? Number,
    string? BankFileId,
    DateOnly? CreatedOn,
    string? Source,
    string Sha256,
    long Bytes,
    DateTimeOffset ReceivedAt,
    string ReceivedBy,
    DateTimeOffset? AppliedAt,
    int Lines,
    IReadOnlyList<OutcomeTotal> ByOutcome,
    int Listed,
    ReturnFaultView? Fault)
{
    public static ReturnView Of(string agreement, ReturnFile file, string language)
    {
        var totals = file.Totals ?? ReturnTotals.None;
        return new ReturnView(
            file.Id,
            agreement,
            file.State,
            file.Number,
            file.BankFileId,
            file.CreatedOn,
            file.Source,
            file.Sha256,
            file.Bytes,
            file.ReceivedAt,
            file.ReceivedBy,
            file.AppliedAt,
            totals.Lines,
            totals.ByOutcome,
            totals.Listed,
            file.Fault is { } fault ? new ReturnFaultView(fault.Code, fault.Line, fault.In(language)) : null);
    }

    public static Answer Answer(string agreement, ReturnFile file, string language) =>
        Api.Answer.Ok(Of(agreement, file, language), DebitsJson.Default.ReturnView);

    public static Answer Created(string agreement, ReturnFile file, string language) => Api.Answer.Created(
        Of(agreement, file, language), DebitsJson.Default.ReturnView, $"/api/v1/debits/agreements/{agreement}/returns/{file.Id}");
}

/// <param name="Line">0 where it is about the file as a whole.</param>
/// <param name="Reason">In the caller's language.</param>
internal sealed record ReturnFaultView(string Code, long Line, string Reason);

/// <summary>A line of a return file that a person must look at.</summary>
/// <param name="Key">Names it in its file.</param>
/// <param name="Record">The kind of record, in the layout's words.</param>
/// <param name="LineId">Ours, as the bank gave it back.</param>
/// <param name="Meaning">What the code says, in the caller's language.</param>
/// <param name="Why">One of the codes of <see cref="ListedReasons"/>, with a sentence for it.</param>
/// <param name="IsApplied">What of it was right was applied all the same.</param>
/// <param name="Booked">Of its amount; null where it moved no money.</param>
internal sealed record ListedLineView(
    string Key,
    long Line,
    string Record,
    string? LineId,
    string Outcome,
    string Code,
    string? Class,
    string Meaning,
    Money? Amount,
    DateOnly? On,
    string? MandateReference,
    string? Remark,
    string Why,
    string Reason,
    bool IsApplied,
    Money? Booked)
{
    public static ListedLineView Of(ListedLine line, string scheme, string language) => new(
        line.Key,
        line.Line,
        line.Record,
        line.LineId,
        line.Outcome,
        line.Code,
        line.Class,
        ReturnMeanings.Of(scheme, line.Outcome, line.Code).In(language),
        line.Amount,
        line.On,
        line.MandateReference,
        line.Remark,
        line.Why,
        ListedReasons.All[line.Why].In(language),
        line.IsApplied,
        line.Booked);
}
