using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Aggregates;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

/// <summary>Random changes of all kinds, as the rules themselves decide them.</summary>
[Trait("Rule", "DEB-15")]
public sealed class RuleTimelineTests
{
    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RuleKind[] Kinds =
        [RuleKinds.BankFee, RuleKinds.FixedBid, RuleKinds.QuotaType, RuleKinds.ElectronicPayment];

    private static readonly Gen<Step> Steps =
        from act in Gen.Choose(0, 3)
        from kind in Gen.Elements(Kinds)
        from value in Gen.Elements("one", "two", "three")
        from slot in Gen.Elements(null, "life", "other")
        from @from in Gen.Choose(0, 40)
        from length in Gen.Choose(-1, 30)
        from period in Gen.Choose(1, 15)
        from sameInstant in Gen.Elements(true, false, false)
        select new Step(act, kind, value, slot, @from, length, period, sameInstant);

    [Fact]
    public void Every_date_has_one_answer_periods_never_meet_and_what_was_known_never_changes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.ListOf(Steps).ToArbitrary(), steps =>
        {
            var quota = Quota();
            var now = Start;
            var known = new List<(DateTimeOffset At, string Answers)>();
            foreach (var step in steps)
            {
                if (!step.SameInstant)
                    now = now.AddHours(1);
                if (Decided(quota, step, now) is not { } after)
                    continue;
                Assert.Equal(quota.Rules, after.Rules.Take(quota.Rules.Count));
                Assert.Equal(quota.Rules.Count + 1, after.Rules.Count);
                quota = after;
                known.Add((quota.Rules[^1].At, Answers(quota, null)));
                NeverMeet(quota);
                ExpectValue(quota, step);
            }
            Assert.All(known, moment => Assert.Equal(moment.Answers, Answers(quota, moment.At)));
            Assert.Equal(quota.Rules.Select(entry => entry.At).Distinct().Order(), quota.Rules.Select(entry => entry.At));
        }));

    [Fact]
    public void A_period_that_begins_within_a_new_one_keeps_what_lies_behind_it()
    {
        var quota = Set(Set(Quota(), "later", 20, null), "new", 0, 29);

        Assert.Equal(["0..29 new", "30.. later"], Periods(quota));
    }

    [Fact]
    public void A_period_in_which_a_new_one_begins_does_not_come_back_behind_it()
    {
        var quota = Set(Set(Quota(), "old", 0, null), "new", 10, 19);

        Assert.Equal(["0..9 old", "10..19 new"], Periods(quota));
        Assert.Equal(RuleKinds.BankFee.Otherwise, quota.ValueOn(RuleKinds.BankFee, FirstDay.AddDays(20)));
    }

    [Fact]
    public void A_period_that_a_new_one_covers_whole_is_gone_and_known_as_it_was_before()
    {
        var before = Set(Quota(), "old", 5, 9);
        var quota = Set(before, "new", 0, null);

        Assert.Equal(["0.. new"], Periods(quota));
        Assert.Equal("old", quota.ValueOn(RuleKinds.BankFee, FirstDay.AddDays(5), before.Rules[^1].At)!.Code);
    }

    private static Quota Quota() => new()
    {
        Group = "g",
        Number = 1,
        Version = 0,
        Member = new Member("x", "pt"),
        Credit = new Money(1, "BRL"),
        State = QuotaStates.Active,
        AddedAt = Start,
    };

    private static Surroundings Here(DateTimeOffset now)
    {
        var plan = new GroupPlan([new CommonFundRate(1, 1)], 0, 0, [], false, Money.Zero("BRL"));
        var group = new GroupTerms(1, "g", "vehicle", GroupStates.Active, 1, null, plan, [], Start);
        return new Surroundings(group, DebitTerms.None, "BRL", new BusinessCalendar("UTC", []), FirstDay, now, "test");
    }

    private static Quota? Decided(Quota quota, Step step, DateTimeOffset now)
    {
        var from = FirstDay.AddDays(step.From);
        var to = step.Length < 0 ? (DateOnly?)null : from.AddDays(step.Length);
        var request = new ChangeRuleValidity.Request("why", from, to);
        var decision = step.Act switch
        {
            0 => RuleChange.Set(quota, step.Kind, RuleValue.Of(step.Value), request, Here(now), step.Slot),
            1 => RuleChange.ChangeValidity(quota, step.Kind, step.Period, request, Here(now)),
            2 => RuleChange.End(quota, step.Kind, step.Period, to ?? from, "why", Here(now)),
            _ => RuleChange.End(quota, step.Kind, step.Period, null, "why", Here(now)),
        };
        return decision is Decision<Quota>.Changed changed ? changed.After : null;
    }

    /// <summary>What was just set is what holds, on its first day and its last.</summary>
    private static void ExpectValue(Quota quota, Step step)
    {
        if (step.Act != 0)
            return;
        var from = FirstDay.AddDays(step.From);
        var last = step.Length < 0 ? FirstDay.AddDays(3_000) : from.AddDays(step.Length);
        Assert.Equal(step.Value, quota.ValueOn(step.Kind, from, slot: step.Slot)!.Code);
        Assert.Equal(step.Value, quota.ValueOn(step.Kind, last, slot: step.Slot)!.Code);
    }

    private static void NeverMeet(Quota quota)
    {
        foreach (var kind in Kinds)
        {
            foreach (var slot in RuleTimeline.SlotsOf(quota.Rules, kind))
            {
                var periods = quota.PeriodsOf(kind, slot);
                Assert.All(periods, period => Assert.True(period.To is null || period.To >= period.From));
                for (var day = 0; day < 80; day++)
                    Assert.True(periods.Count(period => period.Covers(FirstDay.AddDays(day))) <= 1);
                Assert.True(periods.Count(period => period.To is null) <= 1);
            }
        }
    }

    private static string Answers(Quota quota, DateTimeOffset? knownAt) => string.Join(' ', Enumerable.Range(-5, 100).SelectMany(day =>
        Kinds.SelectMany(kind => RuleAnswer.Of(quota, kind, FirstDay.AddDays(day), knownAt))
            .Select(answer => $"{answer.Rule}/{answer.Slot}={answer.Period}:{answer.Value?.Code}")));

    private static Quota Set(Quota quota, string value, int from, int? to)
    {
        var request = new ChangeRuleValidity.Request("why", FirstDay.AddDays(from), to is { } day ? FirstDay.AddDays(day) : null);
        var decision = RuleChange.Set(quota, RuleKinds.BankFee, RuleValue.Of(value), request, Here(Start));
        return ((Decision<Quota>.Changed)decision).After;
    }

    private static IEnumerable<string> Periods(Quota quota) => quota.PeriodsOf(RuleKinds.BankFee).Select(period =>
        $"{period.From.DayNumber - FirstDay.DayNumber}..{period.To?.DayNumber - FirstDay.DayNumber} {period.Value.Code}");

    private sealed record Step(
        int Act, RuleKind Kind, string Value, string? Slot, int From, int Length, int Period, bool SameInstant);
}
