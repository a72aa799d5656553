using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a bank says of one of our orders, or of many at once.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Record">The kind of record, in the layout's words, such as <c>F</c>.</param>
/// <param name="Scope">One of <see cref="ReturnScopes"/>.</param>
/// <param name="LineId">Ours, as echoed; null where the bank gave none back, or where it speaks of more than one.</param>
/// <param name="Outcome">One of <see cref="ReturnOutcomes"/>.</param>
/// <param name="Code">The bank's; empty where it gave none.</param>
/// <param name="Class">Why it failed, or was not registered; null otherwise.</param>
/// <param name="Amount">What was debited, or what had been asked for.</param>
/// <param name="Date">The day of the debit, or the one asked for.</param>
internal sealed record ReturnedLine(
    long Line,
    string Record,
    string Scope,
    string? LineId,
    string Outcome,
    string Code,
    FailureClass? Class,
    Text Meaning,
    Money? Amount = null,
    DateOnly? Date = null,
    string? MandateReference = null,
    MandateAnswer? Mandate = null)
{
    /// <summary>SEPA: the file and the batch of ours that it speaks of.</summary>
    public string? FileId { get; init; }

    public string? BatchId { get; init; }

    /// <summary>Brazil, of a file taken in by the bank: our number of that file.</summary>
    public int? FileSequence { get; init; }

    /// <summary>Who said so: with MD01, whether the customer or his bank did is worth knowing.</summary>
    public string? Originator { get; init; }

    /// <summary>The bank's own words beside the code.</summary>
    public string? Remark { get; init; }
}

internal static class ReturnScopes
{
    public const string Line = "line";

    /// <summary>All lines of a batch that the file does not name one by one; it comes after those.</summary>
    public const string Batch = "batch";

    /// <summary>All lines of the file that are not named, nor their batch; it comes last.</summary>
    public const string File = "file";
}

internal static class ReturnOutcomes
{
    public const string Paid = "paid";
    public const string PaidOnOtherDate = "paid_on_other_date";
    public const string PaidInPart = "paid_in_part";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>Too late, or the debit was not found: it runs, or there is none.</summary>
    public const string CancellationRefused = "cancellation_refused";

    /// <summary>Of the mandate, not of money; see <see cref="ReturnedLine.Mandate"/>.</summary>
    public const string Registration = "registration";

    /// <summary>The bank has it and says nothing yet of money.</summary>
    public const string Accepted = "accepted";

    /// <summary>To be shown to a person: a code or a record that we have no rule for.</summary>
    public const string Unknown = "unknown";
}

/// <summary>What became of a mandate at the bank.</summary>
/// <param name="Effect">One of <see cref="MandateEffects"/>.</param>
/// <param name="Account">The account it is on now, where the record says it.</param>
/// <param name="NewReference">The customer's new id, where it changes.</param>
internal sealed record MandateAnswer(string Effect, BankAccount? Account = null, string? NewReference = null);

internal static class MandateEffects
{
    public const string Activated = "activated";
    public const string AlreadyActive = "already_active";
    public const string Refused = "refused";
    public const string Cancelled = "cancelled";
    public const string KeptAlive = "kept_alive";

    /// <summary>The bank answered a change; what it did is in its own words.</summary>
    public const string Answered = "answered";
}
