using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

/// <summary>Any amount, any rates, months run in any order and again: what is kept and what is left are the money there was.</summary>
[Trait("Rule", "DEB-16")]
public sealed class WithheldRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Course> Courses =
        from givesBack in Gen.Choose(0, 100_000)
        from reducer in Gen.Elements(0, 1, 100_000, 999_999, 1_000_000)
        from fee in Gen.Elements(0, 5_000, 333_333, 1_000_000)
        from state in Gen.Elements(QuotaStates.Cancelled, QuotaStates.Ended)
        from groupState in Gen.Elements(GroupStates.Active, GroupStates.Ended)
        from months in Gen.Choose(1, 9).ListOf()
        select new Course(givesBack, reducer, fee, state, groupState, months);

    [Fact]
    public void What_is_kept_never_exceeds_what_there_was_and_each_month_keeps_once() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Courses.ToArbitrary(), course =>
        {
            var (quota, here) = (QuotaOf(course), HereOf(course));
            foreach (var month in course.Months.Select(number => $"2026-0{number}"))
            {
                var charge = WithheldRule.Of(quota, here, month, "run_1")?.Charge;
                var marked = WithheldRule.Mark(quota, here, month);
                Assert.Equal(charge?.Amount.Minor ?? 0, marked.Withheld.Where(one => one.Month == month).Sum(one => one.Amount.Minor));
                Assert.Same(marked, WithheldRule.Mark(marked, here, month));
                // The month makes the same charge from the quota that it is written on.
                Assert.Equal(charge?.Parts, WithheldRule.Of(marked, here, month, "run_2")?.Charge?.Parts);
                if (charge is not null)
                    Balances(charge);
                quota = marked;
            }
            Assert.True(quota.GivesBack!.Value.Minor >= 0);
            Assert.Equal(course.GivesBack, quota.GivesBack.Value.Minor + quota.Withheld.Sum(one => one.Amount.Minor));
            Assert.True(quota.Withheld.Count(one => one.Part == ChargeParts.CancellationReducer) <= 1);
            Assert.All(quota.Withheld.GroupBy(one => (one.Month, one.Part)), group => Assert.Single(group));
            // In the months of its assemblies a group has not ended, however late they are run.
            Assert.All(
                quota.Withheld.Where(one => one.Part == ChargeParts.PermanenceFee),
                one => Assert.True(string.CompareOrdinal(one.Month, "2026-04") > 0));
        }));

    private static void Balances(Charge charge)
    {
        Assert.Empty(ChargeFaults.Of(charge));
        var postings = ChargePostings.Of(charge).ToArray();
        Assert.True(Postings.AreBalanced(postings));
        Assert.Equal(charge.Amount, postings.Single(posting => posting.Ledger == ChargePostings.Unclaimed).Amount);
        Assert.DoesNotContain(postings, posting => posting.Ledger == ChargePostings.Receivable);
    }

    private static Quota QuotaOf(Course course) => new()
    {
        Group = "g1",
        Number = 1,
        Version = 0,
        Member = new Member("Ana", "pt"),
        Credit = new Money(5_000_000, "BRL"),
        State = course.State,
        AddedAt = Now,
        GivesBack = new Money(course.GivesBack, "BRL"),
        Rules = [Rule(1, RuleKinds.CancellationReducer, "r"), Rule(2, RuleKinds.PermanenceFee, "f")],
    };

    private static RuleEntry Rule(int number, RuleKind kind, string code) => new(
        number, kind.Name, null, RuleActs.Set, null, new DateOnly(2026, 1, 1), null, RuleValue.Of(code), "x", "test", Now.AddTicks(number));

    private static Surroundings HereOf(Course course)
    {
        var settings = DebitTerms.None with
        {
            CancellationReducers = [new ListedRate("r", "r", course.Reducer)],
            PermanenceFees = [new ListedRate("f", "f", course.Fee)],
        };
        var plan = new GroupPlan([new CommonFundRate(1, 10_000)], 0, 0, [], false, new Money(0, "BRL"));
        var assembly = new Assembly("2026-04", 2, new DateOnly(2026, 4, 13), new DateOnly(2026, 4, 15));
        var group = new GroupTerms(1, "x", "vehicle", course.GroupState, 1, null, plan, [assembly], Now);
        var calendar = new BusinessCalendar("America/Sao_Paulo", []);
        return new Surroundings(group, settings, "BRL", calendar, new DateOnly(2026, 3, 10), Now, "test");
    }

    private sealed record Course(
        long GivesBack, int Reducer, int Fee, string State, string GroupState, IReadOnlyList<int> Months);
}
