using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class BankDebitsTests : ProviderTest
{
    [Fact]
    public async Task A_debit_is_processing_until_the_bank_pays()
    {
        var debit = await ADebit();
        Assert.Equal("processing", debit.Body.Text("status"));
        Assert.Equal(["payment_intent.created", "charge.pending", "payment_intent.processing"], Told);

        Assert.Equal("succeeded", Sandbox.OnDemand.SucceedPayment(debit.Id)!.Text("status"));
        Assert.Equal(["charge.succeeded", "payment_intent.succeeded"], Told.TakeLast(2));
        Assert.Single(Sandbox.Objects.All("charge"));
    }

    [Fact]
    public async Task A_refused_debit_fails_with_the_banks_code()
    {
        var debit = await ADebit();
        var failed = Sandbox.OnDemand.FailPayment(debit.Id, "account_closed")!;
        Assert.Equal("requires_payment_method", failed.Text("status"));
        Assert.Equal("account_closed", failed["last_payment_error"]!["code"]!.GetValue<string>());
        Assert.Equal(["charge.failed", "payment_intent.payment_failed"], Told.TakeLast(2));
    }

    [Theory]
    [InlineData("000123456789", "succeeded", null)]
    [InlineData("000222222227", "requires_payment_method", "insufficient_funds")]
    [InlineData("000888888881", "requires_payment_method", "charge_exceeds_weekly_limit")]
    public async Task A_debit_settles_when_its_time_has_come(string account, string status, string? code)
    {
        var debit = await ADebit(account);
        Sandbox.OnDemand.Advance(TimeSpan.FromSeconds(179));
        Assert.Equal("processing", (await Get($"/v1/payment_intents/{debit.Id}")).Body.Text("status"));
        Sandbox.OnDemand.Advance(TimeSpan.FromSeconds(1));

        var settled = await Get($"/v1/payment_intents/{debit.Id}");
        Assert.Equal(status, settled.Body.Text("status"));
        Assert.Equal(code, settled.Body["last_payment_error"]?["code"]?.GetValue<string>());
    }

    [Fact]
    public async Task A_debit_that_was_settled_on_demand_does_not_settle_again()
    {
        var debit = await ADebit("000222222227");
        Sandbox.OnDemand.SucceedPayment(debit.Id);
        Sandbox.OnDemand.Advance(TimeSpan.FromDays(14));
        Assert.Equal("succeeded", (await Get($"/v1/payment_intents/{debit.Id}")).Body.Text("status"));
        Assert.Null(Sandbox.OnDemand.FailPayment(debit.Id));
    }

    [Fact]
    public async Task A_debit_under_way_can_neither_be_cancelled_nor_refunded()
    {
        var debit = await ADebit();
        Assert.Equal(400, (await Post($"/v1/payment_intents/{debit.Id}/cancel")).Status);
        Assert.Equal(400, (await Post("/v1/refunds", $"payment_intent={debit.Id}")).Status);
    }

    [Fact]
    public async Task A_contested_sepa_debit_is_disputed_after_it_succeeded()
    {
        var method = await ASepaMethod("DE35370400440532013002");
        var debit = await Post("/v1/payment_intents", $"amount=2000&currency=eur&payment_method={method.Id}&confirm=true");
        Sandbox.OnDemand.SucceedPayment(debit.Id);
        Assert.Equal(debit.Id, Assert.Single(Sandbox.Objects.All("dispute")).Text("payment_intent"));
        Assert.Contains("charge.dispute.created", Told);
    }

    [Fact]
    public async Task A_refused_sepa_debit_has_its_reason_in_the_charge_only()
    {
        var method = await ASepaMethod("DE65370400440002222227");
        var debit = await Post("/v1/payment_intents", $"amount=2000&currency=eur&payment_method={method.Id}&confirm=true");
        Sandbox.OnDemand.Advance(TimeSpan.FromMinutes(3));
        var settled = (await Get($"/v1/payment_intents/{debit.Id}?expand[0]=latest_charge")).Body;
        Assert.Equal("payment_intent_payment_attempt_failed", settled["last_payment_error"]!["code"]!.GetValue<string>());
        Assert.Equal("insufficient_funds", settled["latest_charge"]!["failure_code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_debit_in_a_currency_the_bank_does_not_know_is_refused()
    {
        var method = await ASepaMethod("DE89370400440532013000");
        var reply = await Post("/v1/payment_intents", $"amount=2000&currency=cad&payment_method={method.Id}&confirm=true");
        Assert.Equal("payment_method_currency_mismatch", reply.Error.Text("code"));
    }
}
