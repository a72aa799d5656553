using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Partners;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Partners;

[Trait("Rule", "PAY-16")]
public sealed class DeliveryTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_event_reaches_its_subscriber_signed_and_with_nothing_but_ids()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        var secret = Text((await desk.SubscribeAsync(partner))["secret"]);

        var (account, payment) = await desk.PaidAsync();

        var message = Assert.Single(partner.Received);
        Assert.True(message.IsSignedBy(secret));
        Assert.False(message.IsSignedBy(secret + "x"));
        var now = fixture.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith($"t={now},v1=", message.Headers["Solde-Signature"], StringComparison.Ordinal);
        Assert.Equal(message.Id, message.Headers["Solde-Event"]);
        Assert.Equal("application/json; charset=utf-8", message.Headers["Content-Type"]);
        var expected = new JsonObject
        {
            ["id"] = message.Id,
            ["type"] = "payment.recorded",
            ["createdAt"] = message.Json["createdAt"]!.DeepClone(),
            ["organisation"] = desk.Organisation,
            ["data"] = new JsonObject { ["account"] = account, ["payment"] = payment },
        };
        Assert.True(JsonNode.DeepEquals(expected, message.Json), message.Body);
        Assert.Equal(message.Id, Text(Assert.Single(await desk.EventsAsync())!["id"]));
        var delivery = await desk.OnlyDeliveryAsync();
        Assert.Equal(("delivered", message.Headers["Solde-Delivery"]), (Text(delivery["state"]), Text(delivery["id"])));
        Assert.Equal(["200"], PartnerScenes.Log(delivery));
    }

    [Fact]
    public async Task Only_what_was_chosen_and_happened_since_is_sent()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.PaidAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.SubscribeAsync(partner, "invoice.paid", "payment.returned");

        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100);
        await desk.PayAsync(account, 100, invoice);
        await fixture.App.DrainAsync();

        Assert.Equal(["invoice.paid"], partner.Received.Select(message => message.Type));
        Assert.Single(await desk.DeliveriesAsync());
    }

    [Fact]
    public async Task An_event_that_met_an_error_comes_again_after_a_minute_under_the_same_id()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Says(500));
        var desk = await Desk.OpenAsync(fixture.App);
        var secret = Text((await desk.SubscribeAsync(partner))["secret"]);
        await desk.PaidAsync();
        Assert.Equal("waiting", Text((await desk.OnlyDeliveryAsync())["state"]));

        fixture.Clock.Advance(TimeSpan.FromSeconds(61));
        await fixture.App.DrainAsync();

        Assert.Equal(2, partner.Received.Count);
        Assert.Single(partner.Received.Select(message => message.Body).Distinct());
        Assert.All(partner.Received, message => Assert.True(message.IsSignedBy(secret)));
        var delivery = await desk.OnlyDeliveryAsync();
        Assert.Equal("delivered", Text(delivery["state"]));
        Assert.Equal(["500", "200"], PartnerScenes.Log(delivery));
    }

    [Fact]
    public async Task After_more_than_a_day_of_growing_waits_it_failed_and_administrators_are_told_once_a_day()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer([.. Enumerable.Repeat(PartnerServer.Says(503), 100)]);
        var desk = await Desk.OpenAsync(fixture.App);
        var address = $"{desk.Organisation}@desk.example.org";
        var told = new JsonObject { ["email"] = address, ["language"] = "en", ["kinds"] = new JsonArray("delivery_failed") };
        (await desk.SettingsAsync(new JsonObject { ["notificationAddresses"] = new JsonArray(told) })).Expect(HttpStatusCode.OK);
        await desk.SubscribeAsync(partner);
        var account = await desk.AccountAsync();
        await desk.PayAsync(account, 100);
        await desk.PayAsync(account, 100);
        await fixture.App.DrainAsync();

        TimeSpan[] waits = [Minutes(1), Minutes(5), Minutes(30), Hours(2), Hours(5), Hours(10), Hours(24)];
        for (var i = 0; i < waits.Length; i++)
        {
            fixture.Clock.Advance(waits[i] - TimeSpan.FromSeconds(1));
            await fixture.App.DrainAsync();
            Assert.Equal(2 * (i + 1), partner.Received.Count);
            Assert.Empty(Mailbox.To(fixture.MailFolder, address));
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            await fixture.App.DrainAsync();
        }
        fixture.Clock.Advance(TimeSpan.FromDays(10));
        await fixture.App.DrainAsync();

        Assert.Equal(16, partner.Received.Count);
        Assert.Equal(["failed", "failed"], (await desk.DeliveriesAsync("?state=failed")).Select(item => Text(item!["state"])));
        Assert.Equal("A partner does not get our events", Assert.Single(Mailbox.To(fixture.MailFolder, address)).Subject);
        Assert.Equal(2, (await desk.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_partner_that_does_not_answer_in_time_gets_it_again()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Hangs);
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        await desk.PaidAsync();

        fixture.Clock.Advance(Minutes(1));
        await fixture.App.DrainAsync();

        var delivery = await desk.OnlyDeliveryAsync();
        Assert.Equal(["timeout", "200"], PartnerScenes.Log(delivery));
        Assert.InRange(delivery["attempts"]![0]!["durationMilliseconds"]!.GetValue<int>(), 900, 9_000);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_like_any_other_and_not_followed()
    {
        await using var elsewhere = await PartnerServer.StartAsync();
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.RedirectsTo(elsewhere.Url));
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);

        await desk.PaidAsync();

        Assert.Empty(elsewhere.Received);
        Assert.Equal(["307"], PartnerScenes.Log(await desk.OnlyDeliveryAsync()));
        Assert.Equal("waiting", Text((await desk.OnlyDeliveryAsync())["state"]));
    }

    [Fact]
    public async Task Gone_ends_the_delivery_and_pauses_the_subscription_until_somebody_resumes_it()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Says(410));
        var desk = await Desk.OpenAsync(fixture.App);
        var subscription = $"{PartnerScenes.Subscriptions}/{Text((await desk.SubscribeAsync(partner))["id"])}";
        await desk.PaidAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        await desk.PaidAsync();

        Assert.Single(partner.Received);
        var delivery = await desk.OnlyDeliveryAsync();
        Assert.Equal("failed", Text(delivery["state"]));
        Assert.Equal("gone", Text((await desk.GetAsync(subscription)).Json["state"]));
        var again = await desk.PostAsync($"partners/deliveries/{Text(delivery["id"])}/redelivery", null);
        again.Refuses(HttpStatusCode.Conflict, "event_subscription_paused");

        (await desk.PostAsync(subscription + "/resumption", null)).Expect(HttpStatusCode.OK);
        await desk.RedeliverAsync(delivery);
        await fixture.App.DrainAsync();

        Assert.Equal(["410", "200"], PartnerScenes.Log(await desk.OnlyDeliveryAsync()));
    }

    [Fact]
    public async Task While_a_subscription_is_paused_nothing_is_sent_and_what_waited_goes_on_when_it_is_resumed()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Says(500));
        var desk = await Desk.OpenAsync(fixture.App);
        var subscription = $"{PartnerScenes.Subscriptions}/{Text((await desk.SubscribeAsync(partner))["id"])}";
        var (_, waiting) = await desk.PaidAsync();
        (await desk.PostAsync(subscription + "/pause", null)).Expect(HttpStatusCode.OK);
        await desk.PaidAsync();
        fixture.Clock.Advance(Minutes(2));
        await fixture.App.DrainAsync();
        Assert.Single(partner.Received);

        (await desk.PostAsync(subscription + "/resumption", null)).Expect(HttpStatusCode.OK);
        fixture.Clock.Advance(Minutes(5));
        await fixture.App.DrainAsync();

        Assert.Equal(2, (await desk.EventsAsync()).Count);
        var delivery = await desk.OnlyDeliveryAsync();
        Assert.Equal(["500", "200"], PartnerScenes.Log(delivery));
        Assert.Equal(waiting, Text(delivery["event"]!["data"]!["payment"]));
    }

    [Fact]
    public async Task What_waits_for_a_subscription_that_was_removed_fails_with_its_next_attempt()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Says(500));
        var desk = await Desk.OpenAsync(fixture.App);
        var id = Text((await desk.SubscribeAsync(partner))["id"]);
        await desk.PaidAsync();

        (await desk.DeleteAsync($"{PartnerScenes.Subscriptions}/{id}")).Expect(HttpStatusCode.NoContent);
        fixture.Clock.Advance(Minutes(1));
        await fixture.App.DrainAsync();

        Assert.Single(partner.Received);
        Assert.Equal("failed", Text((await desk.OnlyDeliveryAsync())["state"]));
    }

    [Fact]
    public async Task What_was_delivered_is_sent_again_on_demand_with_the_same_bytes()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        await desk.PaidAsync();
        var path = $"partners/deliveries/{Text((await desk.OnlyDeliveryAsync())["id"])}/redelivery";

        var asked = (await desk.PostAsync(path, null, "key-1")).Expect(HttpStatusCode.Accepted);
        (await desk.PostAsync(path, null, "key-1")).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(("waiting", 2), (Text(asked["state"]), asked["round"]!.GetValue<int>()));
        Assert.Equal(2, partner.Received.Count);
        Assert.Single(partner.Received.Select(message => message.Body).Distinct());
        Assert.Equal(["200", "200"], PartnerScenes.Log(await desk.OnlyDeliveryAsync()));
    }

    [Fact]
    public async Task Sent_again_while_it_waits_it_goes_at_once_and_the_older_plan_is_dropped()
    {
        await using var partner = await PartnerServer.StartAsync();
        partner.WillAnswer(PartnerServer.Says(500), PartnerServer.Says(500));
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        await desk.PaidAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));

        await desk.RedeliverAsync(await desk.OnlyDeliveryAsync());
        await fixture.App.DrainAsync();
        Assert.Equal(2, partner.Received.Count);
        fixture.Clock.Advance(TimeSpan.FromSeconds(40));
        await fixture.App.DrainAsync();
        Assert.Equal(2, partner.Received.Count);
        fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        await fixture.App.DrainAsync();

        Assert.Equal(["500", "500", "200"], PartnerScenes.Log(await desk.OnlyDeliveryAsync()));
        var attempts = (await desk.OnlyDeliveryAsync())["attempts"]!.AsArray();
        Assert.Equal([1, 2, 2], attempts.Select(attempt => attempt!["round"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_partner_whose_server_is_down_does_not_hold_up_another()
    {
        var down = await PartnerServer.StartAsync();
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        var broken = Text((await desk.SubscribeAsync(down))["id"]);
        await desk.SubscribeAsync(partner);
        await down.DisposeAsync();

        await desk.PaidAsync();

        Assert.Single(partner.Received);
        var listed = Assert.Single(await desk.DeliveriesAsync("?subscription=" + broken))!;
        var delivery = (await desk.GetAsync("partners/deliveries/" + Text(listed["id"]))).Json;
        Assert.Equal(("waiting", "no_connection"), (Text(delivery["state"]), Assert.Single(PartnerScenes.Log(delivery))));
        Assert.Equal(2, (await desk.DeliveriesAsync("?event=" + Text(listed["event"]))).Count);
    }

    [Fact]
    public async Task A_delivery_is_sent_again_nineteen_times_at_most()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        await desk.PaidAsync();
        var delivery = await desk.OnlyDeliveryAsync();
        for (var round = 2; round <= Redeliver.MaxRounds; round++)
            await desk.RedeliverAsync(delivery);

        var again = await desk.PostAsync($"partners/deliveries/{Text(delivery["id"])}/redelivery", null);
        again.Refuses(HttpStatusCode.Conflict, "too_many_redeliveries");
        await fixture.App.DrainAsync();
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task Another_organisation_sees_and_gets_nothing()
    {
        await using var partner = await PartnerServer.StartAsync();
        await using var theirs = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        await stranger.SubscribeAsync(theirs);

        await desk.PaidAsync();
        var delivery = Text((await desk.OnlyDeliveryAsync())["id"]);

        Assert.Empty(theirs.Received);
        Assert.Empty(await stranger.EventsAsync());
        Assert.Empty(await stranger.DeliveriesAsync());
        (await stranger.GetAsync("partners/deliveries/" + delivery)).Refuses(HttpStatusCode.NotFound, "not_found");
        (await stranger.PostAsync($"partners/deliveries/{delivery}/redelivery", null)).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
