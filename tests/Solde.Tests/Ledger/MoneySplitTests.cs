using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Ledger;

namespace Solde.Tests.Ledger;

[Trait("Rule", "COM-02")]
public sealed class MoneySplitTests
{
    private static readonly Gen<long> Amounts = Gen.OneOf(
        Gen.Choose(-1_000, 1_000).Select(minor => (long)minor),
        ArbMap.Default.GeneratorFor<long>().Select(minor => minor % Money.MaxMinor));

    private static readonly Gen<long[]> Weights = Gen.NonEmptyListOf(Gen.OneOf(
        Gen.Choose(0, 10).Select(weight => (long)weight),
        Gen.Choose(0, int.MaxValue).Select(weight => weight * 1_000_000L)))
        .Select(weights => weights.ToArray())
        .Where(weights => weights.Any(weight => weight > 0));

    private static readonly Gen<(long Minor, int Parts)> Evenly =
        from minor in Amounts
        from parts in Gen.Choose(1, 200)
        select (minor, parts);

    private static readonly Gen<(long Minor, long[] Weights)> ByWeight =
        from minor in Amounts
        from weights in Weights
        select (minor, weights);

    [Fact]
    public void Equal_parts_add_up_and_differ_by_one_minor_unit_at_most_the_larger_first() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Evenly.ToArbitrary(), split =>
        {
            var parts = MoneySplit.Evenly(new Money(split.Minor, "CAD"), split.Parts).Select(part => part.Minor).ToArray();
            var sizes = parts.Select(Math.Abs).ToArray();
            return parts.Length == split.Parts && parts.Sum() == split.Minor && sizes.Max() - sizes.Min() <= 1 && sizes.SequenceEqual(sizes.OrderDescending());
        }));

    [Fact]
    public void Weighted_parts_add_up_and_none_has_the_other_sign() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ByWeight.ToArbitrary(), split =>
        {
            var parts = MoneySplit.ByWeight(new Money(split.Minor, "EUR"), split.Weights);
            return parts.Sum(part => part.Minor) == split.Minor
                && parts.All(part => part.Minor == 0 || Math.Sign(part.Minor) == Math.Sign(split.Minor))
                && parts.Zip(split.Weights).All(pair => pair.Second > 0 || pair.First.IsZero);
        }));

    [Fact]
    public void A_weighted_part_is_less_than_one_minor_unit_from_its_exact_share() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ByWeight.ToArbitrary(), split =>
        {
            var total = split.Weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
            var parts = MoneySplit.ByWeight(new Money(split.Minor, "EUR"), split.Weights);
            return parts.Zip(split.Weights).All(pair => Int128.Abs((pair.First.Minor * total) - ((Int128)split.Minor * pair.Second)) < total);
        }));

    [Theory]
    [InlineData(100, 3, new long[] { 34, 33, 33 })]
    [InlineData(-100, 3, new long[] { -34, -33, -33 })]
    [InlineData(2, 3, new long[] { 1, 1, 0 })]
    [InlineData(0, 2, new long[] { 0, 0 })]
    public void An_amount_is_shared_out_evenly(long minor, int parts, long[] expected) =>
        Assert.Equal(expected, MoneySplit.Evenly(new Money(minor, "BRL"), parts).Select(part => part.Minor));

    [Fact]
    public void The_largest_remainder_gets_the_last_minor_unit() =>
        Assert.Equal([14L, 29L, 57L], MoneySplit.ByWeight(new Money(100, "CAD"), [1, 2, 4]).Select(part => part.Minor));

    [Fact]
    public void Nothing_to_share_it_by_is_a_bug()
    {
        Assert.Throws<ArgumentException>(() => MoneySplit.ByWeight(new Money(1, "CAD"), [0, 0]));
        Assert.Throws<ArgumentException>(() => MoneySplit.ByWeight(new Money(1, "CAD"), [2, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MoneySplit.Evenly(new Money(1, "CAD"), 0));
    }
}
