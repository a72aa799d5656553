using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>One change of many charges of a group's month, written with them: who, when, what, with the postings that it made (COM-04).</summary>
/// <param name="Action">A past fact, such as <c>ChargesMade</c>.</param>
/// <param name="Source">The run, the return file or the payment behind it.</param>
/// <param name="Postings">Summed: a line for each ledger account.</param>
/// <param name="Quotas">Whose charges it changed.</param>
internal sealed record ChargeEntry(
    DateTimeOffset At,
    string Actor,
    string Action,
    string Source,
    [property: Personal] string? Reason,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<string> Quotas);
