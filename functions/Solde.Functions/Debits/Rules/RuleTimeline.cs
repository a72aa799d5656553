namespace Solde.Functions.Debits;

/// <summary>
/// What a quota's entries come to: for each kind, periods that never overlap, so that every date has one answer, past or future,
/// also as it was known on an earlier day (DEB-15). Pure.
/// </summary>
internal static class RuleTimeline
{
    /// <summary>What holds on a date: the period's value, or what the kind says where there is none.</summary>
    /// <param name="knownAt">As it was known at that instant; null for now.</param>
    public static RuleValue? ValueOn(
        IReadOnlyList<RuleEntry> entries, RuleKind kind, DateOnly date, DateTimeOffset? knownAt = null, string? slot = null) =>
        PeriodOn(entries, kind, date, knownAt, slot)?.Value ?? kind.Otherwise;

    public static RulePeriod? PeriodOn(
        IReadOnlyList<RuleEntry> entries, RuleKind kind, DateOnly date, DateTimeOffset? knownAt = null, string? slot = null) =>
        PeriodsOf(entries, kind, knownAt, slot).FirstOrDefault(period => period.Covers(date));

    /// <summary>The slots that a kind ever had, one unnamed for most kinds.</summary>
    public static IEnumerable<string?> SlotsOf(IReadOnlyList<RuleEntry> entries, RuleKind kind, DateTimeOffset? knownAt = null) => entries
        .Where(entry => entry.Kind == kind.Name && (knownAt is null || entry.At <= knownAt))
        .Select(entry => entry.Slot)
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>All periods of a kind as they are known, by their first day.</summary>
    public static IReadOnlyList<RulePeriod> PeriodsOf(
        IReadOnlyList<RuleEntry> entries, RuleKind kind, DateTimeOffset? knownAt = null, string? slot = null)
    {
        var periods = new List<RulePeriod>();
        foreach (var entry in entries)
        {
            if (entry.Kind == kind.Name && entry.Slot == slot && (knownAt is null || entry.At <= knownAt))
                Apply(periods, entry);
        }
        periods.Sort((one, other) => one.From.CompareTo(other.From));
        return periods;
    }

    private static void Apply(List<RulePeriod> periods, RuleEntry entry)
    {
        switch (entry.Act)
        {
            case RuleActs.Set:
                MakeRoom(periods, entry.From!.Value, entry.To);
                periods.Add(new RulePeriod(entry.Number, entry.Slot, entry.From.Value, entry.To, entry.Value!, entry));
                break;
            case RuleActs.Ended:
                periods.Add(Taken(periods, entry) with { To = entry.To });
                break;
            case RuleActs.Removed:
                Taken(periods, entry);
                break;
            case RuleActs.ValidityChanged:
                var moved = Taken(periods, entry);
                MakeRoom(periods, entry.From!.Value, entry.To);
                periods.Add(moved with { From = entry.From.Value, To = entry.To });
                break;
            default:
                throw new InvalidOperationException($"There is no act {entry.Act}.");
        }
    }

    /// <summary>
    /// A period in which the new one begins ends the day before, whatever its own end was: it does not come back behind the new one. Of one
    /// that begins within the new one, what lies behind stays.
    /// </summary>
    private static void MakeRoom(List<RulePeriod> periods, DateOnly from, DateOnly? to)
    {
        for (var i = periods.Count - 1; i >= 0; i--)
        {
            var period = periods[i];
            if (!period.Meets(from, to))
                continue;
            if (period.From < from)
                periods[i] = period with { To = from.AddDays(-1) };
            else if (to is { } last && (period.To is null || period.To > last))
                periods[i] = period with { From = last.AddDays(1) };
            else
                periods.RemoveAt(i);
        }
    }

    private static RulePeriod Taken(List<RulePeriod> periods, RuleEntry entry)
    {
        var index = periods.FindIndex(period => period.Number == entry.Period);
        if (index < 0)
            throw new InvalidOperationException($"Entry {entry.Number} is about period {entry.Period}, which was not known.");
        var period = periods[index];
        periods.RemoveAt(index);
        return period;
    }
}

/// <summary>A value and the days on which it holds.</summary>
/// <param name="Number">Of the entry that set it.</param>
/// <param name="From">Included.</param>
/// <param name="To">Included; null for no end.</param>
/// <param name="SetBy">The entry that set it, with its reason.</param>
internal sealed record RulePeriod(int Number, string? Slot, DateOnly From, DateOnly? To, RuleValue Value, RuleEntry SetBy)
{
    public bool Covers(DateOnly date) => date >= From && (To is null || date <= To);

    public bool Meets(DateOnly from, DateOnly? to) => (To is null || To >= from) && (to is null || From <= to);
}
