using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class ControlApiTests : ProviderTest
{
    [Fact]
    public async Task Calls_and_objects_can_be_looked_at()
    {
        await Charge(key: "pay-1");
        var call = Assert.Single((await Inspect("calls")).AsArray())!;
        Assert.Equal("pay-1", call["idempotency_key"]!.GetValue<string>());
        Assert.Equal("2000", call["parameters"]!["amount"]!.GetValue<string>());
        Assert.Single((await Inspect("objects/charge")).AsArray());
    }

    [Fact]
    public async Task A_fault_is_added_and_taken_away()
    {
        var fault = """{"kind":"status","status":429,"method":"POST","path_prefix":"/v1/customers","should_retry":true}""";
        await Control(HttpMethod.Post, "faults", fault);
        var limited = await Post("/v1/customers");
        Assert.Equal((429, "true"), (limited.Status, limited.Header("Stripe-Should-Retry")));

        await Control(HttpMethod.Post, "faults", """{"kind":"drop_after"}""");
        await Control(HttpMethod.Delete, "faults");
        Assert.Equal(200, (await Post("/v1/customers")).Status);
    }

    [Fact]
    public async Task A_debit_is_settled_and_its_time_advanced()
    {
        var (paid, refused, waiting) = ((await ADebit()).Id, (await ADebit()).Id, (await ADebit()).Id);
        Assert.Equal(200, await Control(HttpMethod.Post, $"payment_intents/{paid}/succeed"));
        Assert.Equal(409, await Control(HttpMethod.Post, $"payment_intents/{paid}/succeed"));
        Assert.Equal(200, await Control(HttpMethod.Post, $"payment_intents/{refused}/fail?code=account_closed"));
        Assert.Equal(200, await Control(HttpMethod.Post, "advance", """{"value":180}"""));
        Assert.Equal("succeeded", (await Get($"/v1/payment_intents/{waiting}")).Body.Text("status"));
        Assert.Equal(
            "account_closed", (await Get($"/v1/payment_intents/{refused}")).Body["last_payment_error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refund_is_failed_and_a_charge_disputed()
    {
        var charge = (await Charge()).Body.Text("latest_charge");
        var refund = (await Post("/v1/refunds", $"charge={charge}")).Id;
        Assert.Equal(200, await Control(HttpMethod.Post, $"refunds/{refund}/fail?reason=declined"));
        Assert.Equal(200, await Control(HttpMethod.Post, $"charges/{charge}/dispute"));
        var dispute = Assert.Single(Sandbox.Objects.All("dispute")).Id();
        Assert.Equal(200, await Control(HttpMethod.Post, $"disputes/{dispute}/lose"));
        Assert.Equal("lost", (await Get($"/v1/disputes/{dispute}")).Body.Text("status"));
    }

    [Fact]
    public async Task A_saved_card_can_go_bad()
    {
        var (customer, method) = await ASavedCard();
        Assert.Equal(200, await Control(HttpMethod.Post, $"payment_methods/{method}/turn_into/chargeDeclinedInsufficientFunds"));
        Assert.Equal(409, await Control(HttpMethod.Post, $"payment_methods/{method}/turn_into/none"));
        var reply = await Charge(method, of: customer);
        Assert.Equal("insufficient_funds", reply.Error.Text("decline_code"));
    }

    [Fact]
    public async Task Webhooks_are_held_delivered_dropped_forged_and_released()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await Control(HttpMethod.Post, "webhooks/hold");
        await Control(HttpMethod.Post, "webhooks/endpoint", $$"""{"url":"{{receiver.Url}}"}""");
        await Charge();
        var ids = (await Inspect("events")).AsArray().Select(told => told!["id"]!.GetValue<string>()).ToList();

        await Control(HttpMethod.Post, $"events/{ids[0]}/drop");
        await Control(HttpMethod.Post, $"events/{ids[1]}/deliver?times=2");
        Assert.Equal([ids[1], ids[1]], await receiver.NextIdsAsync(2));
        await Control(HttpMethod.Post, "webhooks/send", """{"event":{"id":"evt_x"},"secret":"whsec_wrong"}""");
        Assert.Equal("evt_x", (await receiver.NextAsync()).Id);
        await Control(HttpMethod.Post, "webhooks/release");
        Assert.Equal(ids[2], (await receiver.NextAsync()).Id);

        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.Equal([false, true, true], (await Inspect("events")).AsArray().Select(told => told!["delivered"]!.GetValue<bool>()));
    }
}
