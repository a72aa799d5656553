using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

/// <summary>Nothing is written when the sandbox stops, so one that was stopped here has left what a killed one leaves.</summary>
public sealed class RestartTests : ProviderTest
{
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("provider-").FullName, "state.jsonl");

    internal override ProviderSandboxOptions Options => new() { Clock = Clock, StateFile = file };

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Objects_keys_and_undelivered_events_are_there_after_a_restart()
    {
        var (customer, method) = await ASavedCard("pm_card_chargeCustomerFail");
        var charge = await Charge(key: "pay-1");
        var declined = await Charge("pm_card_chargeDeclined", key: "pay-2");
        var undelivered = Sandbox.Webhooks.Undelivered;

        await RestartAsync();

        Assert.Equal(charge.Body.ToJsonString(), (await Get($"/v1/payment_intents/{charge.Id}")).Body.ToJsonString());
        Assert.Equal(charge.Body.ToJsonString(), (await Charge(key: "pay-1")).Body.ToJsonString());
        Assert.Equal(declined.Body.ToJsonString(), (await Charge("pm_card_chargeDeclined", key: "pay-2")).Body.ToJsonString());
        Assert.Equal(undelivered, Sandbox.Webhooks.Undelivered);
        Assert.Equal(402, (await Post(
            "/v1/payment_intents", $"amount=2000&currency=cad&customer={customer}&payment_method={method}&confirm=true")).Status);
    }

    [Fact]
    public async Task What_was_delivered_is_not_delivered_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await ACustomer();
        Sandbox.Webhooks.Endpoint = receiver.Url;
        await Sandbox.Webhooks.DeliverDueAsync(default);
        await RestartAsync();
        Assert.Empty(Sandbox.Webhooks.Undelivered);
        Assert.Single((await Get("/v1/events?delivery_success=true")).Data);
    }

    [Fact]
    public async Task Time_that_was_advanced_stays_advanced_and_a_debit_settles_after_a_restart()
    {
        var debit = await ADebit();
        Sandbox.OnDemand.Advance(TimeSpan.FromSeconds(179));
        await RestartAsync();
        Assert.Equal("processing", (await Get($"/v1/payment_intents/{debit.Id}")).Body.Text("status"));
        Sandbox.OnDemand.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("succeeded", (await Get($"/v1/payment_intents/{debit.Id}")).Body.Text("status"));
    }

    [Theory]
    [InlineData("[{\"object\":\"customer\",\"id\":\"cus_torn\"")]
    [InlineData("[{\"object\":\"customer\",\"id\":\"cus_torn\"}]")]
    public async Task A_line_that_was_being_written_never_happened(string torn)
    {
        var customer = await ACustomer();
        await Sandbox.DisposeAsync();
        await File.AppendAllTextAsync(file, torn);
        await StartAsync();
        Assert.Equal(404, (await Get("/v1/customers/cus_torn")).Status);
        var second = await ACustomer();
        await RestartAsync();
        Assert.Equal([customer, second], Sandbox.Objects.All("customer").Select(item => item.Id()));
    }

    [Fact]
    public async Task A_file_in_use_can_not_be_opened_by_a_second_sandbox() =>
        await Assert.ThrowsAsync<IOException>(() => ProviderSandbox.StartAsync(Options));

    [Fact]
    public async Task A_taken_port_leaves_the_file_free()
    {
        var other = Path.ChangeExtension(file, "other");
        var options = Options with { StateFile = other, Port = Sandbox.BaseAddress.Port };
        await Assert.ThrowsAsync<IOException>(() => ProviderSandbox.StartAsync(options));
        await using var free = await ProviderSandbox.StartAsync(options with { Port = 0 });
        Assert.NotEqual(Sandbox.BaseAddress, free.BaseAddress);
    }

    private async Task RestartAsync()
    {
        await Sandbox.DisposeAsync();
        await StartAsync();
    }
}
