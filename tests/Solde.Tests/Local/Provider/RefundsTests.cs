using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class RefundsTests : ProviderTest
{
    [Fact]
    public async Task Partial_refunds_add_up_to_the_charge_and_never_above()
    {
        var intent = (await Charge()).Id;
        Assert.Equal(1500, (await Post("/v1/refunds", $"payment_intent={intent}&amount=1500&reason=duplicate")).Body.Number("amount"));
        Assert.Equal((400, "amount"), await RefusalOf($"payment_intent={intent}&amount=501"));
        Assert.Equal(500, (await Post("/v1/refunds", $"payment_intent={intent}")).Body.Number("amount"));
        Assert.Equal("charge_already_refunded", (await Post("/v1/refunds", $"payment_intent={intent}")).Error.Text("code"));

        var charge = Assert.Single(Sandbox.Objects.All("charge"));
        Assert.Equal((2000L, true), (charge.Number("amount_refunded"), charge.Flag("refunded")));
        Assert.Equal(2, (await Get($"/v1/refunds?payment_intent={intent}")).Data.Count);
    }

    [Fact]
    public async Task A_refund_by_charge_names_both_and_is_told()
    {
        var intent = await Charge();
        var charge = intent.Body.Text("latest_charge");
        var refund = await Post("/v1/refunds", $"charge={charge}&amount=100&metadata[refund]=r-1");
        Assert.Equal((charge, intent.Id), (refund.Body.Text("charge"), refund.Body.Text("payment_intent")));
        Assert.Equal("succeeded", refund.Body.Text("status"));
        Assert.Equal(["refund.created", "charge.refunded"], Told.TakeLast(2));
        Assert.Equal(refund.Body.ToJsonString(), (await Get($"/v1/refunds/{refund.Id}")).Body.ToJsonString());
    }

    [Fact]
    public async Task A_refund_that_bounces_gives_the_charge_its_amount_back()
    {
        var intent = (await Charge("pm_card_refundFail")).Id;
        var refund = await Post("/v1/refunds", $"payment_intent={intent}");
        Assert.Equal("succeeded", refund.Body.Text("status"));
        Sandbox.OnDemand.Advance(TimeSpan.FromMinutes(3));

        var failed = await Get($"/v1/refunds/{refund.Id}?expand[0]=failure_balance_transaction");
        Assert.Equal(("failed", "expired_or_canceled_card"), (failed.Body.Text("status"), failed.Body.Text("failure_reason")));
        Assert.Equal(2000, failed.Body["failure_balance_transaction"]!.AsObject().Number("amount"));
        Assert.Equal(["refund.updated", "refund.failed", "charge.updated"], Told.TakeLast(3));
        Assert.Equal(0, Assert.Single(Sandbox.Objects.All("charge")).Number("amount_refunded"));
        Assert.Equal(200, (await Post("/v1/refunds", $"payment_intent={intent}")).Status);
    }

    [Fact]
    public async Task A_pending_refund_succeeds_when_its_time_has_come()
    {
        var intent = (await Charge("pm_card_pendingRefund")).Id;
        var refund = await Post("/v1/refunds", $"payment_intent={intent}");
        Assert.Equal(("pending", "processing"), (refund.Body.Text("status"), refund.Body.Text("pending_reason")));
        Sandbox.OnDemand.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("succeeded", (await Get($"/v1/refunds/{refund.Id}")).Body.Text("status"));
        Assert.Equal("pending", LastTold("refund.updated")["data"]!["previous_attributes"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Any_refund_can_be_failed_on_demand_and_only_once()
    {
        var refund = await Post("/v1/refunds", $"payment_intent={(await Charge()).Id}");
        Assert.Equal("declined", Sandbox.OnDemand.FailRefund(refund.Id, "declined")!.Text("failure_reason"));
        Assert.Null(Sandbox.OnDemand.FailRefund(refund.Id));
        Assert.Null(Sandbox.OnDemand.SucceedRefund(refund.Id));
    }

    [Theory]
    [InlineData("", "payment_intent")]
    [InlineData("payment_intent=pi_none", "payment_intent")]
    [InlineData("charge=ch_none", "charge")]
    [InlineData("charge=ch_none&reason=boredom", "reason")]
    public async Task A_refund_of_nothing_is_refused(string form, string parameter) =>
        Assert.Equal((400, parameter), await RefusalOf(form));

    [Fact]
    public async Task What_failed_or_is_disputed_can_not_be_refunded()
    {
        var declined = (await Charge("pm_card_chargeDeclined")).Error["payment_intent"]!["id"];
        Assert.Equal("charge_not_refundable", (await Post("/v1/refunds", $"payment_intent={declined}")).Error.Text("code"));
        var disputed = (await Charge("pm_card_createDispute")).Id;
        Assert.Equal("charge_disputed", (await Post("/v1/refunds", $"payment_intent={disputed}")).Error.Text("code"));
    }

    [Fact]
    public async Task The_balance_is_the_sum_of_what_happened()
    {
        var intent = (await Charge()).Id;
        var refund = (await Post("/v1/refunds", $"payment_intent={intent}&amount=500")).Id;
        Sandbox.OnDemand.FailRefund(refund);
        var transactions = (await Get("/v1/balance_transactions")).Data.Select(item => item!.AsObject()).ToList();
        Assert.Equal(["refund_failure", "refund", "charge"], transactions.Select(item => item.Text("type")));
        Assert.Equal(2000 - 88, transactions.Sum(item => item.Number("net")));
        Assert.Single((await Get($"/v1/balance_transactions?source={refund}&type=refund")).Data);
    }

    private async Task<(int, string?)> RefusalOf(string form)
    {
        var reply = await Post("/v1/refunds", form);
        return (reply.Status, reply.Error.Text("param"));
    }
}
