using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
[Trait("Rule", "DEB-23")]
public sealed class MandateLineTests
{
    private static readonly string[] Kinds = [DebitOrderKinds.Registration, DebitOrderKinds.KeepAlive, DebitOrderKinds.Withdrawal];

    [Fact]
    public void A_line_id_says_which_mandate_and_is_never_taken_for_a_charges() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        (from kind in Gen.Elements(Kinds)
         from grp in Gen.Choose(1, 999_999)
         from number in Gen.Choose(1, 999_999)
         from version in Gen.Choose(0, 99)
         from mandate in Gen.Choose(1, 99)
         from count in Gen.Choose(1, 1_295)
         select new MandateLine(kind, grp, number, version, mandate, count)).ToArbitrary(),
        line => MandateLine.Find(line.ToString()) == line && PlainText.IsId(line.ToString(), 19) && line.ToString().Length == 19
            && ChargeLine.Find(line.ToString()) is null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2604000001000001001")]
    [InlineData("X000001000001000101")]
    [InlineData("R00000100000100010")]
    [InlineData("R0000010000010001011")]
    [InlineData("R00000100000100O101")]
    [InlineData("R0000010000010001a1")]
    public void Anything_else_is_no_line_about_a_mandate(string? text) => Assert.Null(MandateLine.Find(text));
}
