using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-13")]
public sealed class PlanRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 10);

    private static readonly Gen<(long Minor, int Parts, int[] Cuts)> Wishes =
        from minor in Gen.OneOf(Gen.Choose(1, 500).Select(small => (long)small), Gen.Choose(1, int.MaxValue).Select(large => large * 400L))
        from parts in Gen.Choose(1, 60)
        from cuts in Gen.ArrayOf(Gen.Choose(1, 99_99)).Select(cuts => cuts.Take(3).Distinct().Order().ToArray())
        select (minor, parts, cuts);

    [Fact]
    [Trait("Rule", "BIL-14")]
    public void Whatever_the_amount_the_parts_and_the_shares_every_cent_is_in_one_instalment() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Wishes.ToArbitrary(), wish =>
        {
            int[] bounds = [0, .. wish.Cuts, 100_00];
            MakePlan.RequestPayer[] payers = [.. bounds.Skip(1).Zip(bounds, (to, from) => new MakePlan.RequestPayer(Percent: (to - from) / 100m))];
            var amount = new Money(wish.Minor, "CAD");
            var dates = PlanDates.Regular(Today, PlanDates.Weekly, wish.Parts);

            var plan = MakePlan.Draft("pln_1", amount, [], payers, [.. payers.Select(_ => new PayingBy("cheque", null))], dates, Now);

            if (plan is null)
                return payers.Any(payer => payer.Percent * wish.Minor / 100 < wish.Parts + 1);
            return plan.Instalments.Sum(part => part.Amount.Minor) == wish.Minor
                && plan.Payers.Sum(payer => payer.Share.Minor) == wish.Minor
                && plan.Instalments.All(part => part.Amount.IsPositive)
                && plan.Instalments.GroupBy(part => part.Payer).All(group =>
                    group.Count() == wish.Parts && group.Sum(part => part.Amount.Minor) == plan.PayerOf(group.First()).Share.Minor)
                && plan.Instalments.Select(part => part.DueOn).SequenceEqual(plan.Instalments.Select(part => part.DueOn).Order());
        }));

    [Theory]
    [Trait("Rule", "COM-03")]
    [InlineData("2028-01-31", "2028-02-29")]
    [InlineData("2027-01-30", "2027-02-28")]
    [InlineData("2027-12-15", "2028-01-15")]
    public void A_month_later_is_the_same_day_or_the_last(string first, string second) =>
        Assert.Equal([DateOnly.Parse(first), DateOnly.Parse(second)], PlanDates.Regular(DateOnly.Parse(first), PlanDates.Monthly, 2));

    [Theory]
    [Trait("Rule", "COM-03")]
    [InlineData("2027-02-10", 31, "2027-02-28")]
    [InlineData("2027-02-10", 5, "2027-03-05")]
    [InlineData("2027-02-10", 10, "2027-02-10")]
    [InlineData("2027-01-31", 30, "2027-02-28")]
    public void A_subscription_begins_on_its_next_day_of_a_month(string date, int day, string first) =>
        Assert.Equal(DateOnly.Parse(first), PlanDates.OnOrAfter(DateOnly.Parse(date), day));

    [Fact]
    public void Whatever_a_payment_may_become_its_instalments_may_follow()
    {
        var plan = MakePlan.Draft(
            "pln_1", new Money(100, "CAD"), [], [new MakePlan.RequestPayer(Percent: 100)], [new PayingBy("card", "pm_1")], [Today], Now)!;
        foreach (var cancelled in new[] { plan, plan with { CancelledBecause = "a reason" } })
        {
            var moves =
                from online in new[] { new OnlinePayment("pm_1", null, null, [], []), null }
                from source in PaymentStates.All
                from target in PaymentStates.All
                where PaymentStates.CanBecome(source, target)
                where online is null == source is PaymentStates.Recorded
                select (From: Following(source, online, cancelled), To: Following(target, online, cancelled));
            Assert.All(moves, move => Assert.True(move.From == move.To || InstalmentStates.CanBecome(move.From, move.To), move.ToString()));
        }
    }

    [Fact]
    public void Every_state_is_reached_and_the_ends_are_ends()
    {
        foreach (var state in InstalmentStates.All.Except([InstalmentStates.Scheduled]))
            Assert.Contains(InstalmentStates.All, from => InstalmentStates.CanBecome(from, state));
        Assert.DoesNotContain(InstalmentStates.All, to => InstalmentStates.CanBecome(InstalmentStates.Cancelled, to));
        // A credit that took its place may be taken off again.
        Assert.Equal(
            [InstalmentStates.Scheduled], InstalmentStates.All.Where(to => InstalmentStates.CanBecome(InstalmentStates.NotNeeded, to)));
    }

    private static string Following(string state, OnlinePayment? online, PaymentPlan plan) =>
        InstalmentStates.Following(new Payment("pay_1", "card", plan.Amount, state, Today, Now, null, null, [], [], online), plan);
}
