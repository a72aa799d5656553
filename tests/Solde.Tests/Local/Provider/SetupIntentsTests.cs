using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class SetupIntentsTests : ProviderTest
{
    [Fact]
    public async Task A_confirmed_setup_saves_the_card_for_the_customer()
    {
        var customer = await ACustomer();
        var setup = await Post("/v1/setup_intents", $"customer={customer}&payment_method=pm_card_visa&confirm=true");
        Assert.Equal("succeeded", setup.Body.Text("status"));
        var saved = Assert.Single((await Get($"/v1/payment_methods?customer={customer}")).Data);
        Assert.Equal(setup.Body.Text("payment_method"), saved!["id"]!.GetValue<string>());
        Assert.Equal("setup_intent.succeeded", Told[^1]);
    }

    [Fact]
    public async Task A_setup_waits_for_the_customer_to_authenticate()
    {
        var setup = await Post("/v1/setup_intents", $"customer={await ACustomer()}&payment_method=pm_card_authenticationRequired");
        Assert.Equal("requires_confirmation", setup.Body.Text("status"));
        Assert.Equal("requires_action", (await Post($"/v1/setup_intents/{setup.Id}/confirm")).Body.Text("status"));
        Assert.Equal("succeeded", Sandbox.OnDemand.SucceedSetup(setup.Id)!.Text("status"));
    }

    [Fact]
    public async Task A_declined_setup_is_402_and_says_why()
    {
        var reply = await Post("/v1/setup_intents", "payment_method=pm_card_chargeDeclinedStolenCard&confirm=true");
        Assert.Equal((402, "stolen_card"), (reply.Status, reply.Error.Text("decline_code")));
        Assert.Equal("requires_payment_method", reply.Error["setup_intent"]!["status"]!.GetValue<string>());
        Assert.Equal("setup_intent.setup_failed", Told[^1]);
    }

    [Fact]
    public async Task A_cancelled_setup_can_not_be_confirmed()
    {
        var setup = await Post("/v1/setup_intents", "payment_method=pm_card_visa");
        Assert.Equal("canceled", (await Post($"/v1/setup_intents/{setup.Id}/cancel")).Body.Text("status"));
        Assert.Equal("setup_intent_unexpected_state", (await Post($"/v1/setup_intents/{setup.Id}/confirm")).Error.Text("code"));
    }
}
