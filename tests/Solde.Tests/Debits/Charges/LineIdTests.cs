using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class LineIdTests
{
    [Fact]
    public void A_line_id_says_whose_charge_it_is_and_fits_every_bank() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        (from year in Gen.Choose(2000, 2099)
         from month in Gen.Choose(1, 12)
         from grp in Gen.Choose(1, 999_999)
         from number in Gen.Choose(1, 999_999)
         from version in Gen.Choose(0, 99)
         from attempt in Gen.Choose(1, ChargeLine.MaxTries)
         select new ChargeLine(GroupTerms.MonthOf(year, month), grp, number, version, attempt)).ToArbitrary(),
        line => ChargeLine.Find(line.ToString()) == line && line.ToString().Length == 19 && line.ToString().All(char.IsAsciiLetterOrDigit)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2603000001000001000")]
    [InlineData("260300000100000100")]
    [InlineData("26030000010000010011")]
    [InlineData("26O3000001000001001")]
    [InlineData("2603000001000001-01")]
    public void Anything_else_is_no_line_of_ours(string? text) => Assert.Null(ChargeLine.Find(text));

    [Fact]
    public void A_mandates_reference_says_whose_it_is_and_one_wrong_digit_shows() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        (from grp in Gen.Choose(1, 9_999_999)
         from number in Gen.Choose(1, 999_999)
         from mandate in Gen.Choose(1, 99)
         from at in Gen.Choose(0, 18)
         from other in Gen.Choose(1, 9)
         select (grp, number, mandate, at, other)).ToArbitrary(),
        one =>
        {
            var quota = new Quota
            {
                Group = "g",
                Number = one.number,
                Version = 3,
                Member = new Member("A", "pt"),
                Credit = new Money(1, "BRL"),
                State = QuotaStates.Active,
                AddedAt = default,
            };
            var text = MandateReference.Of(one.grp, quota, one.mandate);
            var wrong = text[..one.at] + (char)('0' + ((text[one.at] - '0' + one.other) % 10)) + text[(one.at + 1)..];
            return MandateReference.Find(text) == new MandateReference(one.grp, one.number, 3, one.mandate)
                && MandateReference.Find(wrong) is null;
        }));
}
