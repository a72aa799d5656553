using System.Text.Json;

namespace Solde.Functions.Ledger;

/// <summary>
/// One change of one aggregate: who, when, what and why, with the postings that it made (COM-04). Never edited, unless the law
/// has what it says of people erased; a correction is a new entry that names what it <see cref="Corrects"/>.
/// </summary>
/// <param name="Sequence">1 for the aggregate's first change, without a gap.</param>
/// <param name="Actor">The API key, message or timer that made the change.</param>
/// <param name="Action">A past fact, such as <c>PaymentRecorded</c>.</param>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string Action,
    string? Reason,
    string? Corrects,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<FieldChange> Changes);

/// <summary>What a rule says of a change; the rest of the entry is added when it is committed.</summary>
public sealed record JournalNote(string Action, string? Reason = null, string? Corrects = null)
{
    public IReadOnlyList<Posting> Postings { get; init; } = [];
}

/// <summary>One side of a double entry.</summary>
/// <param name="Ledger">The ledger account, see <see cref="LedgerAccounts"/>.</param>
/// <param name="Amount">Debit above zero, credit below.</param>
public sealed record Posting(string Ledger, Money Amount);

/// <param name="Path">Row and property, such as <c>invoice|inv_1.state</c>.</param>
/// <param name="Before">Absent when it was not there before.</param>
/// <param name="After">Absent when it is not there any more.</param>
public sealed record FieldChange(string Path, JsonElement? Before, JsonElement? After);
