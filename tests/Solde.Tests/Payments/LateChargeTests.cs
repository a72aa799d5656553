using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

/// <summary>The provider remembers a key for a day; a charge that is made again later must not become a second one.</summary>
public sealed class LateChargeTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [Trait("Rule", "PAY-01")]
    [InlineData(nameof(FaultKind.DropAfter))]
    [InlineData(nameof(FaultKind.DropBefore))]
    public async Task A_charge_whose_answer_was_lost_is_not_made_again_after_the_key_is_forgotten(string kind)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var card = await desk.SaveCardAsync(account);
        await fixture.App.DrainAsync();
        var payment = await desk.ChargeAsync(account, card, 10_000);
        var message = fixture.App.Queue.Single(queued => queued.Queue == "payments");
        fixture.Provider.Faults.Add(new Fault { Kind = Enum.Parse<FaultKind>(kind), Method = "POST", PathPrefix = "/v1/payment_intents", Times = 3 });
        Assert.True(await fixture.App.DeliverAsync(message));
        await fixture.App.DrainAsync();

        fixture.Clock.Advance(TimeSpan.FromHours(30));
        await fixture.App.DrainAsync();

        Assert.Single(fixture.Provider.IntentsOf(payment));
        Assert.Equal("succeeded", (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>());
        Assert.Equal(-10_000, await desk.BalanceAsync(account));
    }
}
