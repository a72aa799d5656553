using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>One thing said about a quota's rules. Entries are only added: what one said is never edited (DEB-15).</summary>
/// <param name="Number">1 for the quota's first, without a gap. A period bears the number of the entry that set it.</param>
/// <param name="Slot">Where a quota has several of a kind side by side, such as an insurance plan of each type; null else.</param>
/// <param name="Act">One of <see cref="RuleActs"/>.</param>
/// <param name="Period">The period that it is about; null where it sets a new one.</param>
/// <param name="From">Included. Null where the act needs none.</param>
/// <param name="To">Included; null for no end.</param>
/// <param name="Value">Of a new period.</param>
/// <param name="By">The key, or the timer, behind it.</param>
/// <param name="At">Known since. Each entry of a quota is later than the one before.</param>
internal sealed record RuleEntry(
    int Number,
    string Kind,
    string? Slot,
    string Act,
    int? Period,
    DateOnly? From,
    DateOnly? To,
    RuleValue? Value,
    [property: Personal] string Reason,
    string By,
    DateTimeOffset At);

internal static class RuleActs
{
    /// <summary>A new period; what it meets ends or begins beside it.</summary>
    public const string Set = "set";

    /// <summary>A period gets another last day.</summary>
    public const string Ended = "ended";

    /// <summary>A period counts no more, on none of its days.</summary>
    public const string Removed = "removed";

    /// <summary>A period gets other days.</summary>
    public const string ValidityChanged = "validity_changed";
}
