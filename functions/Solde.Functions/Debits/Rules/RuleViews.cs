namespace Solde.Functions.Debits;

/// <summary>One rule of a quota as it is known now.</summary>
/// <param name="Today">What holds today, one for each slot.</param>
/// <param name="Periods">They never meet; on other days holds what <paramref name="Otherwise"/> says.</param>
/// <param name="Otherwise">Null where that is nothing.</param>
internal sealed record RuleView(
    string Rule, IReadOnlyList<RuleAnswer> Today, IReadOnlyList<RulePeriodView> Periods, RuleValue? Otherwise)
{
    public static RuleView Of(Quota quota, RuleKind kind, DateOnly today) => new(
        kind.Name,
        [.. RuleAnswer.Of(quota, kind, today, null)],
        [.. RuleTimeline.SlotsOf(quota.Rules, kind).SelectMany(slot => quota.PeriodsOf(kind, slot)).Select(RulePeriodView.Of)],
        kind.Otherwise);
}

/// <param name="Period">The number by which it is changed, ended or removed.</param>
/// <param name="Slot">Where there are several side by side, such as insurance of each type; null else.</param>
/// <param name="To">The last day that counts; null for no end.</param>
internal sealed record RulePeriodView(
    int Period, string? Slot, DateOnly From, DateOnly? To, RuleValue Value, string Reason, string By, DateTimeOffset At)
{
    public static RulePeriodView Of(RulePeriod period) => new(
        period.Number, period.Slot, period.From, period.To, period.Value, period.SetBy.Reason, period.SetBy.By, period.SetBy.At);
}

/// <summary>What held, holds or will hold on a day.</summary>
/// <param name="Period">Null where no period covers the day.</param>
/// <param name="Value">Null for nothing.</param>
internal sealed record RuleAnswer(string Rule, string? Slot, int? Period, RuleValue? Value)
{
    public static IEnumerable<RuleAnswer> Of(Quota quota, RuleKind kind, DateOnly on, DateTimeOffset? knownAt)
    {
        foreach (var slot in RuleTimeline.SlotsOf(quota.Rules, kind, knownAt).DefaultIfEmpty(null))
        {
            var period = RuleTimeline.PeriodOn(quota.Rules, kind, on, knownAt, slot);
            yield return new RuleAnswer(kind.Name, slot, period?.Number, period?.Value ?? kind.Otherwise);
        }
    }
}

/// <param name="KnownAt">As it was known at that instant.</param>
internal sealed record RulesOnDay(DateOnly On, DateTimeOffset KnownAt, IReadOnlyList<RuleAnswer> Rules);

/// <param name="Part">As insurance instalments name it: plan and part.</param>
internal sealed record InsurancePartView(string Part, string Plan, string Name, int RatePartsPerMillion, string Base, bool IsCharged);

internal sealed record InsurancePartsView(DateOnly On, IReadOnlyList<InsurancePartView> Items);
