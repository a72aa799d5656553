using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a change of any kind of rule has in common: each adds an entry and edits none. Pure.</summary>
internal static class RuleChange
{
    /// <summary>All of a quota's rules are read with it: enough for a change a month over eighty years.</summary>
    public const int MaxEntries = 1_000;

    /// <param name="also">What else the change does to the quota.</param>
    public static Decision<Quota> Set(
        Quota quota,
        RuleKind kind,
        RuleValue value,
        IRuleRequest request,
        Surroundings here,
        string? slot = null,
        Func<Quota, Quota>? also = null)
    {
        var from = request.From ?? here.Today;
        if (ReasonFault(kind, request.Reason, here) is { } fault)
            return fault;
        if (request.To < from)
            return Backwards(from, request.To.Value);
        var periods = quota.PeriodsOf(kind, slot);
        if (periods.Any(period => period.From == from && period.To == request.To && period.Value == value))
            return Unchanged(quota, kind, here);
        if (Forbids(new RuleQuestion(quota, value, from, here), kind) is { } forbidden)
            return forbidden;
        if (kind.RefusesOverlap && periods.FirstOrDefault(period => period.Meets(from, request.To)) is { } met)
            return Overlaps(met);
        var entry = here.Entry(kind, RuleActs.Set, request.Reason!, slot) with { From = from, To = request.To, Value = value };
        return Changed(also is null ? quota : also(quota), entry, kind, "Set", here);
    }

    /// <param name="also">What else the change does to the quota, by the period's value.</param>
    public static Decision<Quota> ChangeValidity(
        Quota quota, RuleKind kind, int number, IRuleRequest request, Surroundings here, Func<Quota, RuleValue, Quota>? also = null)
    {
        if (Find(quota, kind, number) is not { } period)
            return CommonRefusals.NotFound;
        var from = request.From ?? period.From;
        if (ReasonFault(kind, request.Reason, here) is { } fault)
            return fault;
        if (request.To < from)
            return Backwards(from, request.To.Value);
        if (period.From == from && period.To == request.To)
            return Unchanged(quota, kind, here);
        if (Forbids(new RuleQuestion(quota, period.Value, from, here), kind) is { } forbidden)
            return forbidden;
        var others = quota.PeriodsOf(kind, period.Slot).Where(other => other.Number != number);
        if (kind.RefusesOverlap && others.FirstOrDefault(other => other.Meets(from, request.To)) is { } met)
            return Overlaps(met);
        var entry = here.Entry(kind, RuleActs.ValidityChanged, request.Reason!, period.Slot) with
        {
            Period = number,
            From = from,
            To = request.To,
        };
        return Changed(also is null ? quota : also(quota, period.Value), entry, kind, "ValidityChanged", here);
    }

    /// <param name="lastDay">The last day that counts; null to remove the whole period.</param>
    public static Decision<Quota> End(Quota quota, RuleKind kind, int number, DateOnly? lastDay, string? reason, Surroundings here)
    {
        if (Find(quota, kind, number) is not { } period)
            return CommonRefusals.NotFound;
        if (ReasonFault(kind, reason, here) is { } fault)
            return fault;
        if (lastDay < period.From)
            return Backwards(period.From, lastDay.Value);
        if (lastDay is not null && lastDay == period.To)
            return Unchanged(quota, kind, here);
        if (lastDay > period.To)
            return DebitRefusals.EndsBefore.With(Day(period.To.Value));
        if (Forbids(new RuleQuestion(quota, null, lastDay?.AddDays(1) ?? period.From, here), kind) is { } forbidden)
            return forbidden;
        return Changed(quota, EndEntry(kind, period, lastDay, reason!, here), kind, lastDay is null ? "Removed" : "Ended", here);
    }

    /// <summary>For whatever ends rules without being asked to: every period of a kind that reaches a day ends before it.</summary>
    public static Quota EndAllBefore(
        Quota quota, RuleKind kind, DateOnly day, string reason, Surroundings here, Func<RuleValue, bool> which)
    {
        var open = RuleTimeline.SlotsOf(quota.Rules, kind)
            .SelectMany(slot => quota.PeriodsOf(kind, slot))
            .Where(period => (period.To is null || period.To >= day) && which(period.Value));
        return open.Aggregate(quota, (after, period) =>
            after.Say(EndEntry(kind, period, period.From < day ? day.AddDays(-1) : null, reason, here)));
    }

    private static RuleEntry EndEntry(RuleKind kind, RulePeriod period, DateOnly? lastDay, string reason, Surroundings here) =>
        here.Entry(kind, lastDay is null ? RuleActs.Removed : RuleActs.Ended, reason, period.Slot) with
        {
            Period = period.Number,
            To = lastDay,
        };

    private static RulePeriod? Find(Quota quota, RuleKind kind, int number) => RuleTimeline.SlotsOf(quota.Rules, kind)
        .SelectMany(slot => quota.PeriodsOf(kind, slot))
        .FirstOrDefault(period => period.Number == number);

    private static Refusal? ReasonFault(RuleKind kind, string? reason, Surroundings here)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return CommonRefusals.ReasonNeeded;
        var isListed = here.Settings.Reasons.Any(listed => listed.Rule == kind.Name && listed.Code == reason);
        return kind.TakesListedReasons && !isListed ? DebitRefusals.UnknownReason.With(reason) : null;
    }

    private static Refusal? Forbids(RuleQuestion question, RuleKind kind)
    {
        if (question.Quota.State == QuotaStates.Ended)
            return DebitRefusals.QuotaEnded;
        return question.Quota.Rules.Count >= MaxEntries ? DebitRefusals.QuotaFull.With(MaxEntries) : kind.Precondition(question);
    }

    private static Decision<Quota> Unchanged(Quota quota, RuleKind kind, Surroundings here) =>
        new Decision<Quota>.Unchanged(Answer.Ok(RuleView.Of(quota, kind, here.Today), DebitsJson.Default.RuleView, quota.ETag));

    private static Decision<Quota> Changed(Quota quota, RuleEntry entry, RuleKind kind, string act, Surroundings here)
    {
        var after = quota.Say(entry);
        return new Decision<Quota>.Changed(
            after,
            new JournalNote(kind.Fact + act, entry.Reason),
            Answer.Ok(RuleView.Of(after, kind, here.Today), DebitsJson.Default.RuleView, quota.NextETag),
            []);
    }

    private static Refusal Backwards(DateOnly from, DateOnly to) => DebitRefusals.Backwards.With(Day(to), Day(from));

    private static Refusal Overlaps(RulePeriod met) => DebitRefusals.PeriodsMeet.With(Day(met.From), met.To is { } to ? Day(to) : "…");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What every change of a rule says besides its value.</summary>
internal interface IRuleRequest
{
    /// <summary>The first day; today unless given.</summary>
    DateOnly? From { get; }

    /// <summary>The last day that counts; no end unless given.</summary>
    DateOnly? To { get; }

    string? Reason { get; }
}
