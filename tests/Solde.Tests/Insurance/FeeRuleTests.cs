using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Aggregates;
using Solde.Functions.Insurance;
using Solde.Functions.Ledger;

namespace Solde.Tests.Insurance;

public sealed class FeeRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    private static readonly Gen<FeeVersion> Settings =
        from rate in Gen.Choose(0, Tariff.MaxRate)
        from minor in Gen.Choose(0, 10_000)
        from onlineRate in Gen.Choose(0, Tariff.MaxRate)
        from onlineMinor in Gen.Choose(0, 10_000)
        from adds in Gen.Elements(true, false)
        select new FeeVersion(1, new Tariff(rate, Cad(minor)), new Tariff(onlineRate, Cad(onlineMinor)), adds, Start, "a key", null);

    [Fact]
    [Trait("Rule", "INS-03")]
    [Trait("Rule", "INS-04")]
    public void Fees_are_never_negative_and_the_total_is_the_sum_of_its_parts() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            (from fees in Settings
             from premium in Gen.Choose(1, 100_000_000)
             from free in Gen.Elements(true, false)
             select (fees, premium, free)).ToArbitrary(),
            drawn =>
            {
                var invoice = EndorsementInvoice.Of("inv_1", Cad(drawn.premium), drawn.free, drawn.fees, Start);
                var online = FeeRule.Online(drawn.fees, invoice.Total);
                var (rate, fixedPart) = (drawn.fees.Online.RatePartsPerMillion, drawn.fees.Online.Fixed.Minor);
                var exact = drawn.fees.AddsOnlineFees ? (invoice.Total.Minor * (decimal)rate / 1_000_000) + fixedPart : 0;
                return invoice.AdministrationFees.Minor >= 0
                    && online.Minor >= 0
                    && (!drawn.free || invoice.AdministrationFees.IsZero)
                    && invoice.Total == Cad(drawn.premium) + invoice.AdministrationFees
                    && Math.Abs(online.Minor - exact) <= 0.5m;
            }));

    [Fact]
    [Trait("Rule", "INS-07")]
    public void The_history_has_one_answer_for_every_instant() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            // Clocks may stand still or go back a little between two changes.
            Gen.ArrayOf(Settings.Zip(Gen.Choose(-3, 10))).Zip(Gen.Choose(-20, 200)).ToArbitrary(),
            drawn =>
            {
                var (changes, asked) = (drawn.Item1, Start.AddSeconds(drawn.Item2));
                var settings = FeeSettings.FromRows(FeeSettings.Id, new RowSet());
                var now = Start;
                foreach (var (change, seconds) in changes)
                {
                    now = now.AddSeconds(seconds);
                    if (ChangeFees.Decide(settings, change with { ValidFrom = now }, "CAD", null) is Decision<FeeSettings>.Changed changed)
                        settings = changed.After;
                }

                var versions = settings.Versions.Values.ToArray();
                var holding = Enumerable.Range(0, versions.Length + 1).Where(i =>
                    (i == 0 || versions[i - 1].ValidFrom <= asked) && (i == versions.Length || asked < versions[i].ValidFrom)).ToArray();
                return Assert.Single(holding) == FeeRule.At(versions, asked, "CAD").Version;
            }));

    [Fact]
    [Trait("Rule", "INS-07")]
    public void An_invoice_is_never_dated_before_the_settings_that_it_was_made_with() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Settings.Zip(Gen.Choose(-100, 100)).ToArbitrary(), drawn =>
        {
            var invoice = EndorsementInvoice.Of("inv_1", Cad(5_000), doNotCharge: false, drawn.Item1, Start.AddSeconds(drawn.Item2));
            return FeeRule.At([drawn.Item1], invoice.MadeAt, "CAD") == drawn.Item1;
        }));

    private static Money Cad(long minor) => new(minor, "CAD");
}
