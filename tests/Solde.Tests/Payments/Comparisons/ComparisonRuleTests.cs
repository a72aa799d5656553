using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Payments;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-12")]
public sealed class ComparisonRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("succeeded", "succeeded", 48, null)]
    [InlineData("pending", "pending", 480, null)]
    [InlineData("requested", "pending", 48, null)]
    [InlineData("failed", "failed", 48, null)]
    [InlineData("failed", null, 48, null)]
    [InlineData("returned", "succeeded", 48, null)]
    [InlineData("cancelled", "cancelled", 48, null)]
    [InlineData("sent", "succeeded", 48, "state_differs")]
    [InlineData("pending", "succeeded", 48, "state_differs")]
    [InlineData("pending", "failed", 48, "state_differs")]
    [InlineData("unknown", "succeeded", 48, "state_differs")]
    [InlineData("failed", "succeeded", 48, "state_differs")]
    [InlineData("succeeded", "failed", 48, "state_differs")]
    [InlineData("succeeded", null, 48, "state_differs")]
    [InlineData("cancelled", "succeeded", 48, "state_differs")]
    [InlineData("pending", "succeeded", 0, null)]
    [InlineData("succeeded", "failed", 0, "state_differs")]
    public void Both_sides_have_it(string ours, string? theirs, int hours, string? finding) =>
        Assert.Equal(finding, ComparisonRule.Of(Ours(ours, "pi_1", hours), Theirs(theirs), Now));

    [Theory]
    [InlineData("requested", null, 23, null)]
    [InlineData("requested", null, 25, "missing_there")]
    [InlineData("reserved", null, 23, null)]
    [InlineData("reserved", null, 25, "missing_there")]
    [InlineData("unknown", null, 200, null)]
    [InlineData("unknown", null, 220, "missing_there")]
    [InlineData("failed", null, 25, null)]
    [InlineData("failed", "pi_1", 25, "missing_there")]
    [InlineData("succeeded", "pi_1", 0, "missing_there")]
    [InlineData("pending", "pi_1", 0, "missing_there")]
    public void Only_we_have_it(string ours, string? id, int hours, string? finding) =>
        Assert.Equal(finding, ComparisonRule.Of(Ours(ours, id, hours), null, Now));

    [Fact]
    public void What_the_provider_alone_has_is_missing_here() => Assert.Equal("missing_here", ComparisonRule.Of(null, Theirs("failed"), Now));

    [Fact]
    public void A_second_one_at_the_provider_is_missing_here() =>
        Assert.Equal("missing_here", ComparisonRule.Of(Ours("succeeded", "pi_other", 1), Theirs("succeeded"), Now));

    [Fact]
    public void Another_amount_comes_before_another_state() =>
        Assert.Equal("amount_differs", ComparisonRule.Of(Ours("pending", "pi_1", 48), Theirs("succeeded", 99_99), Now));

    private static OurSide Ours(string state, string? id, int hours) => new(state, new Money(100_00, "CAD"), id, Now.AddHours(-hours));

    private static TheirSide Theirs(string? state, long minor = 100_00) =>
        new("pi_1", state ?? "requires_confirmation", state, new Money(minor, "CAD"));
}
