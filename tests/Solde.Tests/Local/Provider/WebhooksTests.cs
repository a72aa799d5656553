using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class WebhooksTests : ProviderTest
{
    private WebhookReceiver receiver = null!;

    internal override ProviderSandboxOptions Options => new() { Clock = Clock, WebhookUrl = receiver.Url };

    public override async Task InitializeAsync()
    {
        receiver = await WebhookReceiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_delivered_signed_over_its_exact_bytes()
    {
        await ACustomer();
        var received = await receiver.NextAsync();
        Assert.Equal(Signature.Of(received.Body, "whsec_sandbox", Clock.Now), received.Signature);
        Assert.Equal(Assert.Single(Sandbox.Objects.All("event")).ToJsonString(), received.Event.ToJsonString());
    }

    [Fact]
    public async Task The_events_of_a_call_are_delivered_in_order()
    {
        await Charge();
        var told = Sandbox.Objects.All("event");
        Assert.Equal(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"], told.Select(item => item.Text("type")));
        Assert.Equal(told.Select(item => item.Id()), await receiver.NextIdsAsync(3));
    }

    [Fact]
    public async Task A_refused_event_is_delivered_again_when_its_wait_is_over()
    {
        receiver.Answers.Enqueue(500);
        receiver.Answers.Enqueue(400);
        await ACustomer();
        var first = await receiver.NextAsync();
        await AttemptsReach(1);
        Clock.Now += TimeSpan.FromSeconds(1);
        var second = await receiver.NextAsync();
        await AttemptsReach(2);

        Clock.Now += TimeSpan.FromSeconds(1);
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.True(receiver.HasNone, "The second wait is two seconds.");
        Clock.Now += TimeSpan.FromSeconds(1);
        var third = await receiver.NextAsync();
        Assert.Equal([first.Id, first.Id, first.Id], [first.Id, second.Id, third.Id]);
        await NothingIsOpen();
    }

    [Fact]
    public async Task Held_events_are_listed_as_not_delivered_until_they_are_released()
    {
        Sandbox.Webhooks.Hold();
        await ACustomer();
        await ACustomer();
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.True(receiver.HasNone);
        var missed = (await Get("/v1/events?delivery_success=false")).Data;
        Assert.Equal(2, missed.Count);
        var older = missed[1]!["id"]!.GetValue<string>();
        Assert.Single((await Get($"/v1/events?delivery_success=false&ending_before={older}")).Data);

        Sandbox.Webhooks.Release();
        Assert.Equal(older, (await receiver.NextAsync()).Id);
        await receiver.NextAsync();
        await NothingIsOpen();
        Assert.Empty((await Get("/v1/events?delivery_success=false")).Data);
        Assert.Equal(2, (await Get("/v1/events?delivery_success=true")).Data.Count);
        Assert.Equal(0, (await Get($"/v1/events/{older}")).Body.Number("pending_webhooks"));
    }

    [Fact]
    public async Task Events_are_delivered_in_the_order_that_is_asked_for()
    {
        Sandbox.Webhooks.Hold();
        await Charge();
        var reversed = Sandbox.Webhooks.Undelivered.Reverse().ToList();
        Assert.Equal([200, 200, 200], await Sandbox.Webhooks.DeliverAsync(reversed));
        Assert.Equal(reversed, await receiver.NextIdsAsync(3));
        Assert.Empty(Sandbox.Webhooks.Undelivered);
    }

    [Fact]
    public async Task One_event_is_delivered_twice_at_once()
    {
        Sandbox.Webhooks.Hold();
        await ACustomer();
        var id = Sandbox.Webhooks.Undelivered.Single();
        Assert.Equal([200, 200], await Sandbox.Webhooks.DeliverAtOnceAsync(id, 2));
        Assert.Equal([id, id], await receiver.NextIdsAsync(2));
    }

    [Fact]
    public async Task A_dropped_event_is_never_delivered_and_a_delayed_one_later()
    {
        Sandbox.Webhooks.Hold();
        await Charge();
        var ids = Sandbox.Webhooks.Undelivered;
        Assert.True(Sandbox.Webhooks.Drop(ids[0]));
        Assert.True(Sandbox.Webhooks.Delay(ids[1], TimeSpan.FromHours(5)));
        Sandbox.Webhooks.Release();
        Assert.Equal(ids[2], (await receiver.NextAsync()).Id);
        Sandbox.OnDemand.Advance(TimeSpan.FromHours(5));
        Assert.Equal(ids[1], (await receiver.NextAsync()).Id);
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.Equal(ids[0], Assert.Single(Sandbox.Webhooks.Undelivered));
    }

    [Fact]
    public async Task A_clock_that_was_advanced_does_not_make_signatures_too_old()
    {
        Sandbox.OnDemand.Advance(TimeSpan.FromDays(14));
        await ACustomer();
        var received = await receiver.NextAsync();
        Assert.StartsWith($"t={Clock.Now.ToUnixTimeSeconds()},", received.Signature, StringComparison.Ordinal);
        Assert.Equal(Clock.Now.AddDays(14).ToUnixTimeSeconds(), received.Event.Number("created"));
    }

    [Fact]
    public async Task Any_event_can_be_sent_and_forged()
    {
        var told = new JsonObject { ["id"] = "evt_forged", ["type"] = "invoice.paid" };
        Assert.Equal(200, await Sandbox.Webhooks.SendAsync(told));
        Assert.Equal(200, await Sandbox.Webhooks.SendAsync(told, secret: "whsec_wrong"));
        var (genuine, forged) = (await receiver.NextAsync(), await receiver.NextAsync());
        Assert.Equal(Signature.Of(genuine.Body, "whsec_sandbox", Clock.Now), genuine.Signature);
        Assert.Equal(Signature.Of(forged.Body, "whsec_wrong", Clock.Now), forged.Signature);
    }

    [Fact]
    public async Task A_call_can_have_its_events_delivered_twice()
    {
        Sandbox.Faults.Add(new Fault { Kind = FaultKind.DuplicateEvents, Method = "POST", PathPrefix = "/v1/customers" });
        await ACustomer();
        Assert.Equal((await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id);
        await NothingIsOpen();
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.True(receiver.HasNone);
    }

    [Fact]
    public async Task Events_wait_for_an_endpoint_that_is_named_later()
    {
        Sandbox.Webhooks.Endpoint = null;
        await ACustomer();
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.Single(Sandbox.Webhooks.Undelivered);
        Sandbox.Webhooks.Endpoint = receiver.Url;
        Assert.Equal("customer.created", (await receiver.NextAsync()).Event.Text("type"));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_leaves_the_event_open()
    {
        Sandbox.Webhooks.Hold();
        await ACustomer();
        await receiver.DisposeAsync();
        Assert.Equal([0], await Sandbox.Webhooks.DeliverAsync(Sandbox.Webhooks.Undelivered));
        Assert.Single(Sandbox.Webhooks.Undelivered);
    }

    // The receiver sees a delivery before the sandbox has noted its answer. Deliveries take turns, so a turn of our own comes after that.
    private Task NothingIsOpen() => Until(() => Sandbox.Webhooks.Undelivered.Count == 0);

    private Task AttemptsReach(long attempts) =>
        Until(() => Sandbox.Objects.All("sandbox.delivery").All(delivery => delivery.Number("attempts") == attempts));

    private async Task Until(Func<bool> holds)
    {
        await Sandbox.Webhooks.DeliverDueAsync(default);
        Assert.True(holds());
    }
}
