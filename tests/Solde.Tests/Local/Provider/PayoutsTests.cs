using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class PayoutsTests : ProviderTest
{
    internal override ProviderSandboxOptions Options => base.Options with { PayoutInterval = TimeSpan.FromDays(1) };

    [Fact]
    public async Task What_is_on_the_balance_goes_to_the_bank_once_with_its_fees()
    {
        var charge = (await Charge()).Body.Text("latest_charge")!;
        await Post("/v1/refunds", $"charge={charge}&amount=500");
        var payout = Sandbox.OnDemand.PayOut("cad")!;
        Assert.Null(Sandbox.OnDemand.PayOut("cad"));

        Assert.Equal((2000 - 88 - 500, "in_transit"), (payout.Number("amount"), payout.Text("status")));
        var listed = (await Get($"/v1/balance_transactions?payout={payout.Id()}&expand[0]=data.source")).Data;
        Assert.Equal(["payout", "refund", "charge"], listed.Select(item => item!.AsObject().Text("type")));
        Assert.Equal(charge, listed[2]!["source"]!.AsObject().Id());
        Assert.Equal(0, listed.Sum(item => item!.AsObject().Number("net")));
    }

    [Fact]
    public async Task A_paid_payout_may_fail_and_its_money_goes_with_the_next()
    {
        await Charge();
        var payout = Sandbox.OnDemand.PayOut("cad")!;

        Assert.NotNull(Sandbox.OnDemand.PayPayout(payout.Id()));
        Assert.Null(Sandbox.OnDemand.PayPayout(payout.Id()));
        Assert.Equal("account_closed", Sandbox.OnDemand.FailPayout(payout.Id())!.Text("failure_code"));
        var next = Sandbox.OnDemand.PayOut("cad")!;

        Assert.Equal(payout.Number("amount"), next.Number("amount"));
        string[] told = ["payout.created", "payout.paid", "payout.reconciliation_completed", "payout.failed", "payout.created"];
        Assert.Equal(told, Told.Where(type => type.StartsWith("payout.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_available_is_paid_out_by_itself_and_arrives()
    {
        await Charge();
        Sandbox.OnDemand.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Sandbox.Objects.All("payout"));

        Sandbox.OnDemand.Advance(TimeSpan.FromDays(1));
        var payout = Assert.Single(Sandbox.Objects.All("payout"));
        Sandbox.OnDemand.Advance(TimeSpan.FromDays(2));

        Assert.Equal("paid", (await Get($"/v1/payouts/{payout.Id()}")).Body.Text("status"));
        Assert.Single((await Get("/v1/payouts?status=paid")).Data);
    }
}
