using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

/// <summary>Whatever is told of an invoice, in whatever order: the charge stands as the invoice stands.</summary>
[Trait("Rule", "DEB-17")]
public sealed class FollowAccountChargesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 16);

    private static readonly Gen<ChargeCourse> Courses =
        from paid in Gen.Elements(0L, 0L, 400L, 1_000L)
        from isCancelled in Gen.Elements(false, false, true)
        from code in Gen.Elements(null, "insufficient_funds", "stolen_card")
        from payment in Gen.Elements("pay_1", "pay_2")
        select new ChargeCourse(
            Reais(isCancelled ? 0 : paid),
            paid == 0 ? null : Today,
            isCancelled,
            code is null ? null : new ChargeFailure("card", code, Now, payment));

    [Fact]
    public void Only_the_last_word_counts_and_the_same_word_twice_changes_nothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Courses.NonEmptyListOf().ToArbitrary(), courses =>
        {
            var charge = courses.Aggregate(ACharge(), Told);

            Assert.Same(charge, Told(charge, courses[^1]));
            Assert.Equal(Facts(Told(ACharge(), courses[^1])), Facts(charge));
            Assert.Equal(charge.Paid, charge.Tries[0].Outcome?.Amount ?? Reais(0));
            Assert.Empty(ChargeFaults.Of(charge));
        }));

    private static Charge Told(Charge charge, ChargeCourse course) =>
        FollowAccountCharges.Follow(charge, 1, course, "inv_1", Today, Now);

    private static string Facts(Charge charge) => $"{charge.State} {charge.Paid} {charge.Tries[0].Outcome}";

    private static Money Reais(long minor) => new(minor, "BRL");

    private static Charge ACharge() => new()
    {
        Month = "2026-03",
        Group = "g1",
        Quota = "000001-00",
        Assembly = 1,
        Parts = [new ChargePart(ChargeParts.CommonFund, Reais(1_000))],
        Amount = Reais(1_000),
        State = ChargeStates.Open,
        Paid = Reais(0),
        Tries =
        [
            new ChargeTry(
                1, "run_1", Channels.Card, Outlets.Account, "2603000001000001001", Today, Reais(1_000), new ChargePayer("Ana", "pt")),
        ],
    };
}
