using Solde.Functions.Aggregates;
using Solde.Functions.Payments;
using Solde.Functions.Payments.Stripe;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-11")]
public sealed class PayoutRuleTests
{
    private static readonly PayoutShare Lines = new("org", 1, 0, new PayoutSums(100_00, 0, 0, -3_20, 0));

    [Theory]
    [InlineData("in_progress", 96_80, null)]
    [InlineData("completed", 96_80, 0L)]
    [InlineData("completed", 90_00, -6_80L)]
    [InlineData("not_applicable", 90_00, null)]
    public void A_difference_is_shown_once_the_provider_has_told_all_lines(string reconciliation, long amount, long? difference)
    {
        var content = Changed(null, Told("paid") with { Amount = amount, ReconciliationStatus = reconciliation });

        Assert.Equal(difference, content.Difference?.Minor);
        Assert.Equal(difference is not null and not 0, PayoutView.OfWhole("po_1", content).HasDifference);
    }

    [Theory]
    [InlineData("paid", "in_transit", "paid")]
    [InlineData("paid", "failed", "failed")]
    [InlineData("failed", "paid", "failed")]
    [InlineData("canceled", "pending", "canceled")]
    [InlineData("pending", "paid", "paid")]
    public void A_reading_that_was_overtaken_takes_no_state_back(string known, string told, string state) =>
        Assert.Equal(state, Decided(Changed(null, Told(known)), Told(told)).State);

    [Fact]
    public void The_same_reading_again_changes_nothing()
    {
        var known = Changed(null, Told("paid"));

        Assert.IsType<Decision<Payout>.Unchanged>(PayoutRule.Decide(new Payout { Id = "po_1", Content = known }, Told("paid"), [Lines with { }]));
    }

    [Fact]
    public void Every_state_is_in_the_table() => Assert.All(PayoutStates.All, state => Assert.True(
        state == PayoutStates.Pending || PayoutStates.All.Any(from => PayoutStates.CanBecome(from, state))));

    private static StripePayout Told(string state) =>
        new("po_1", state, 96_80, "cad", 1_773_273_600, 1_773_100_000, true, state == "failed" ? "account_closed" : null, "completed");

    private static PayoutContent Changed(PayoutContent? known, StripePayout told) => Assert.IsType<Decision<Payout>.Changed>(
        PayoutRule.Decide(new Payout { Id = "po_1", Content = known }, told, [Lines])).After.Content!;

    private static PayoutContent Decided(PayoutContent known, StripePayout told) =>
        PayoutRule.Decide(new Payout { Id = "po_1", Content = known }, told, [Lines]) is Decision<Payout>.Changed changed
            ? changed.After.Content!
            : known;
}
