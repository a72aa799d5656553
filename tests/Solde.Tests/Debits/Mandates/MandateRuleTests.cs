using Solde.Functions.Debits;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-23")]
public sealed class MandateRuleTests
{
    private static readonly DateOnly Signed = new(2026, 1, 31);

    private static readonly Dictionary<string, string> Allowed = new()
    {
        [MandateStates.Asked] = "confirmed>active refused>refused cancelled>cancelled",
        [MandateStates.Active] = "suspended>suspended cancelled>cancelled expired>expired",
        [MandateStates.Suspended] = "resumed>active cancelled>cancelled expired>expired",
        [MandateStates.Cancelled] = "",
        [MandateStates.Expired] = "",
        [MandateStates.Refused] = "",
    };

    [Fact]
    public void Every_state_knows_what_may_happen_in_it()
    {
        foreach (var state in MandateStates.All)
        {
            var steps = MandateEvents.All
                .Where(what => MandateRule.Next(state, what) is not null)
                .Select(what => $"{what}>{MandateRule.Next(state, what)}");
            Assert.Equal(Allowed[state], string.Join(' ', steps));
        }
    }

    [Fact]
    public void A_SEPA_mandate_expires_after_36_months_without_a_debit()
    {
        var mandate = Of(MandateSchemes.Sepa, 36);

        Assert.Equal(new DateOnly(2029, 1, 31), MandateRule.NextDay(mandate));
        Assert.Same(mandate, MandateRule.OnDay(mandate, new DateOnly(2029, 1, 30)));
        Assert.Equal(MandateStates.Expired, MandateRule.OnDay(mandate, new DateOnly(2029, 1, 31)).State);
        var used = MandateRule.Used(mandate, new DateOnly(2028, 12, 1));
        Assert.Equal(new DateOnly(2031, 12, 1), MandateRule.NextDay(used));
        Assert.Equal(used, MandateRule.Used(used, new DateOnly(2028, 11, 1)));
    }

    [Fact]
    public void A_FEBRABAN_mandate_is_kept_alive_by_a_line_a_month_before_its_three_months_end()
    {
        var mandate = Of(MandateSchemes.Febraban, 3);

        Assert.Equal(new DateOnly(2026, 3, 31), MandateRule.NextDay(mandate));
        var asked = MandateRule.OnDay(mandate, new DateOnly(2026, 4, 2));
        Assert.Equal(new DateOnly(2026, 4, 2), asked.KeepAliveAskedOn);
        Assert.Equal(MandateStates.Active, asked.State);
        Assert.Same(asked, MandateRule.OnDay(asked, new DateOnly(2026, 4, 29)));
        var kept = MandateRule.Used(asked, new DateOnly(2026, 4, 15));
        Assert.Null(kept.KeepAliveAskedOn);
        Assert.Equal(new DateOnly(2026, 6, 15), MandateRule.NextDay(kept));
        Assert.Equal(MandateStates.Expired, MandateRule.OnDay(asked, new DateOnly(2026, 4, 30)).State);
    }

    [Fact]
    public void A_Canadian_agreement_knows_no_dormancy_and_one_that_holds_no_more_nothing_at_all()
    {
        Assert.Null(MandateRule.NextDay(Of(MandateSchemes.Cpa, null)));
        Assert.Null(MandateRule.NextDay(Of(MandateSchemes.Sepa, 36) with { State = MandateStates.Asked, ActiveSince = null }));
        Assert.Null(MandateRule.NextDay(Of(MandateSchemes.Sepa, 36) with { State = MandateStates.Cancelled }));
    }

    private static Mandate Of(string scheme, int? months) =>
        new("mnd_1", "REF", scheme, "bac_1", MandateStates.Active, Signed, 14, months) { ActiveSince = Signed };
}
