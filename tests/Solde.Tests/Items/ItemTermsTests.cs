using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Items;
using Solde.Functions.Ledger;

namespace Solde.Tests.Items;

[Trait("Rule", "BIL-04")]
public sealed class ItemTermsTests
{
    private static readonly DateOnly Start = new(2026, 3, 2);

    [Theory]
    [InlineData("2026-01-01", 28)]
    [InlineData("2026-03-02", 28)]
    [InlineData("2026-03-03", 27)]
    [InlineData("2026-03-29", 1)]
    [InlineData("2026-03-30", 0)]
    public void Without_occurrences_the_days_that_are_left_count_both_ends_included(string from, int left) =>
        Assert.Equal(new ProRata(left, 28), Terms([]).LeftFrom(DateOnly.Parse(from)));

    [Theory]
    [InlineData("2026-03-02", 4)]
    [InlineData("2026-03-03", 3)]
    [InlineData("2026-03-16", 2)]
    [InlineData("2026-03-29", 0)]
    public void Occurrences_count_where_there_are_some(string from, int left) =>
        Assert.Equal(new ProRata(left, 4), Terms([Start, Start.AddDays(7), Start.AddDays(14), Start.AddDays(21)]).LeftFrom(DateOnly.Parse(from)));

    [Fact]
    public void An_item_without_a_period_is_charged_whole() =>
        Assert.Null((Terms([]) with { StartsOn = null, EndsOn = null }).LeftFrom(Start));

    [Theory]
    [InlineData(100_00, 1, 3, 33_33)]
    [InlineData(100_00, 2, 3, 66_67)]
    [InlineData(3, 5, 6, 3)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(100_00, 0, 3, 0)]
    public void A_share_is_rounded_once_half_away_from_zero(long price, int left, int of, long net) =>
        Assert.Equal(net, LinePricing.Net(new Money(price, "CAD"), 1, new ProRata(left, of)).Minor);

    [Fact]
    public void Who_begins_later_never_pays_more() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(-5, 40).ToArbitrary(), (price, days) =>
            {
                Money At(int day) => LinePricing.Net(new Money(price, "CAD"), 1, Terms([]).LeftFrom(Start.AddDays(day)));
                return At(days + 1) <= At(days) && At(days).Minor >= 0 && At(days).Minor <= price;
            }));

    private static ItemTerms Terms(IReadOnlyList<DateOnly> occurrences) =>
        new("Swimming", "sport", new Money(100_00, "CAD"), [], [], false, Start, Start.AddDays(27), occurrences, 1);
}
