using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Ledger;

namespace Solde.Tests.Ledger;

[Trait("Rule", "COM-02")]
public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.5", 1)]
    [InlineData("1.5", 2)]
    [InlineData("2.5", 3)]
    [InlineData("2.4999999999999999999999999", 2)]
    [InlineData("-0.5", -1)]
    [InlineData("-2.5", -3)]
    [InlineData("-2.49", -2)]
    public void Half_a_minor_unit_is_rounded_away_from_zero(string exact, long rounded) =>
        Assert.Equal(new Money(rounded, "CAD"), Money.Rounded(decimal.Parse(exact), "CAD"));

    [Fact]
    public void Rounding_is_the_same_on_both_sides_of_zero_and_never_further_than_half() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(-2_000_000, 2_000_000).ToArbitrary(), thousandths =>
        {
            var exact = thousandths / 1000m;
            var rounded = Money.Rounded(exact, "CAD").Minor;
            return Math.Abs(rounded - exact) <= 0.5m && rounded == -Money.Rounded(-exact, "CAD").Minor;
        }));

    [Fact]
    public void Amounts_in_two_currencies_never_mix()
    {
        var cad = new Money(100, "CAD");
        var eur = new Money(100, "EUR");

        Assert.Throws<InvalidOperationException>(() => cad + eur);
        Assert.Throws<InvalidOperationException>(() => cad - eur);
        Assert.Throws<InvalidOperationException>(() => cad < eur);
        Assert.Throws<InvalidOperationException>(() => Money.Min(cad, eur));
        Assert.NotEqual(cad, eur);
    }

    [Fact]
    public void A_sum_beyond_what_a_number_holds_is_an_error_and_not_another_amount()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "CAD") + new Money(1, "CAD"));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, "CAD"));
        Assert.Throws<OverflowException>(() => Money.Rounded(decimal.MaxValue, "CAD"));
    }

    [Theory]
    [InlineData(1250, "CAD", "12.50 CAD")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(1250, "JPY", "1250 JPY")]
    [InlineData(1250, "TND", "1.250 TND")]
    [InlineData(long.MaxValue, "CAD", "92233720368547758.07 CAD")]
    public void An_amount_is_written_with_the_digits_of_its_currency(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, currency).ToString());
}
