using Solde.Functions.Ledger;

namespace Solde.Tests.Ledger;

[Trait("Rule", "BIL-19")]
public sealed class PostingsTests
{
    private static readonly Posting Owed = new("receivable", new Money(1150, "CAD"));

    [Fact]
    public void Postings_that_do_not_add_up_to_zero_are_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => Postings.Balanced([Owed, new Posting("revenue:sales", new Money(-1149, "CAD"))]));

    [Fact]
    public void Postings_must_add_up_in_each_currency_by_itself() =>
        Assert.Throws<InvalidOperationException>(() => Postings.Balanced([Owed, new Posting("revenue:sales", new Money(-1150, "EUR"))]));

    [Fact]
    public void Postings_of_nothing_are_left_out() =>
        Assert.Equal(2, Postings.Balanced([Owed, new Posting("revenue:sales", new Money(-1150, "CAD")), new Posting("tax:GST", Money.Zero("CAD"))]).Count);

    [Fact]
    public void A_movement_and_its_reverse_leave_nothing()
    {
        var movement = Postings.Balanced([Owed, new Posting("revenue:sales", new Money(-1000, "CAD")), new Posting("tax:GST", new Money(-150, "CAD"))]);

        var sums = movement.Concat(Postings.Reversed(movement)).GroupBy(posting => posting.Ledger).Select(group => group.Sum(posting => posting.Amount.Minor));

        Assert.All(sums, sum => Assert.Equal(0, sum));
        Assert.True(Postings.AreBalanced(Postings.Reversed(movement)));
    }
}
