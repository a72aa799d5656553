using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class DisputesTests : ProviderTest
{
    [Fact]
    public async Task A_disputed_card_pays_and_is_charged_back()
    {
        var intent = await Charge("pm_card_createDispute");
        Assert.Equal("succeeded", intent.Body.Text("status"));
        var dispute = Assert.Single((await Get($"/v1/disputes?payment_intent={intent.Id}")).Data)!.AsObject();
        Assert.Equal(("fraudulent", "needs_response", 2000L), (dispute.Text("reason"), dispute.Text("status"), dispute.Number("amount")));
        Assert.Equal(["charge.dispute.created", "charge.dispute.funds_withdrawn"], Told.TakeLast(2));
    }

    [Theory]
    [InlineData(true, "won", -88)]
    [InlineData(false, "lost", -88 - 2000 - 1500)]
    public async Task A_dispute_months_later_is_won_or_lost(bool won, string status, long balanceChange)
    {
        var charge = (await Charge()).Body.Text("latest_charge")!;
        Sandbox.OnDemand.Advance(TimeSpan.FromDays(90));
        var dispute = Sandbox.OnDemand.DisputeCharge(charge, "product_not_received")!;
        Assert.Null(Sandbox.OnDemand.DisputeCharge(charge));

        Assert.Equal(status, Sandbox.OnDemand.CloseDispute(dispute.Id(), won)!.Text("status"));
        Assert.Null(Sandbox.OnDemand.CloseDispute(dispute.Id(), won));
        Assert.Contains("charge.dispute.closed", Told);
        Assert.Equal(won, Told.Contains("charge.dispute.funds_reinstated"));
        Assert.Equal(2000 + balanceChange, Sandbox.Objects.All("balance_transaction").Sum(item => item.Number("net")));
    }
}
