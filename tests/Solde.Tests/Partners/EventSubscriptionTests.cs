using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Partners;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Partners;

[Trait("Rule", "PAY-16")]
public sealed class EventSubscriptionTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly Uri Somewhere = new("https://partner.example.org/events");

    [Fact]
    public async Task A_secret_is_shown_once_and_stored_nowhere()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var made = await AskAsync(desk, "invoice.paid", "key-1");
        var secret = Text(made.Expect(HttpStatusCode.Created)["secret"]);

        var again = await AskAsync(desk, "invoice.paid", "key-1");
        var one = await desk.GetAsync($"{PartnerScenes.Subscriptions}/{Text(made.Json["id"])}");
        var listed = await desk.GetAsync(PartnerScenes.Subscriptions);
        var journal = await desk.GetAsync(PartnerScenes.Subscriptions + "/journal");

        Assert.Equal(Text(made.Json["id"]), Text(again.Json["id"]));
        Assert.All(new[] { again, one, listed, journal }, answer => Assert.DoesNotContain(secret, answer.Body, StringComparison.Ordinal));
        Assert.Equal("EventSubscriptionMade", Text(journal.Expect(HttpStatusCode.OK)["items"]![0]!["action"]));
        var rows = await RowsAsync(desk.Organisation);
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_subscriptions_of_one_address_have_secrets_of_their_own()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var _ in Enumerable.Range(0, 2))
            secrets.Add(Text((await AskAsync(desk)).Json["secret"]));

        Assert.Equal(2, secrets.Count);
        Assert.All(secrets, secret => Assert.StartsWith("solde_whsec_", secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_is_changed_only_by_who_has_seen_it_as_it_is()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var id = Text((await AskAsync(desk)).Json["id"]);
        var path = $"{PartnerScenes.Subscriptions}/{id}";
        var seen = (await desk.GetAsync(path)).Headers["ETag"];
        var other = PartnerScenes.Wish(new Uri("https://other.example.org/"), "invoice.issued", "payment.failed");

        var changed = (await desk.PutAsync(path, other, ("If-Match", seen))).Expect(HttpStatusCode.OK);
        (await desk.PutAsync(path, other, ("If-Match", seen))).Refuses(HttpStatusCode.PreconditionFailed, "stale");

        Assert.Equal("https://other.example.org/", Text(changed["url"]));
        Assert.Equal(["invoice.issued", "payment.failed"], changed["types"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task Subscriptions_are_listed_by_type_and_state_and_gone_once_removed()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var paid = Text((await AskAsync(desk)).Json["id"]);
        var failed = Text((await AskAsync(desk, "refund.failed")).Json["id"]);
        (await desk.PostAsync($"{PartnerScenes.Subscriptions}/{paid}/pause", null)).Expect(HttpStatusCode.OK);

        Assert.Equal([failed], await IdsAsync(desk, "?type=refund.failed"));
        Assert.Equal([paid], await IdsAsync(desk, "?state=paused"));
        (await desk.DeleteAsync($"{PartnerScenes.Subscriptions}/{paid}")).Expect(HttpStatusCode.NoContent);

        Assert.Equal([failed], await IdsAsync(desk, ""));
        (await desk.GetAsync($"{PartnerScenes.Subscriptions}/{paid}")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await desk.DeleteAsync($"{PartnerScenes.Subscriptions}/{paid}")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_rolled_secret_signs_beside_the_new_one_for_a_day()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        var made = await desk.SubscribeAsync(partner);
        var (id, first) = (Text(made["id"]), Text(made["secret"]));

        var rolled = await desk.PostAsync($"{PartnerScenes.Subscriptions}/{id}/secret", null);
        var second = Text(rolled.Expect(HttpStatusCode.Created)["secret"]);
        await desk.PaidAsync();
        fixture.Clock.Advance(TimeSpan.FromHours(24));
        await desk.PaidAsync();

        Assert.NotEqual(first, second);
        Assert.Equal(
            [(true, true), (false, true)], partner.Received.Select(message => (message.IsSignedBy(first), message.IsSignedBy(second))));
    }

    [Fact]
    public async Task A_ping_reaches_the_partner_and_is_no_event_that_happened()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        var made = await desk.SubscribeAsync(partner);
        var path = $"{PartnerScenes.Subscriptions}/{Text(made["id"])}/test";

        var asked = (await desk.PostAsync(path, null, "key-1")).Expect(HttpStatusCode.Accepted);
        var again = (await desk.PostAsync(path, null, "key-1")).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(Text(asked["id"]), Text(again["id"]));
        var message = Assert.Single(partner.Received);
        Assert.Equal(("ping", "{}"), (message.Type, message.Json["data"]!.ToJsonString()));
        Assert.True(message.IsSignedBy(Text(made["secret"])));
        Assert.Equal("delivered", Text((await desk.OnlyDeliveryAsync())["state"]));
        Assert.Empty(await desk.EventsAsync());
    }

    [Fact]
    public async Task A_paused_subscription_takes_no_ping()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var id = Text((await AskAsync(desk)).Json["id"]);
        await desk.PostAsync($"{PartnerScenes.Subscriptions}/{id}/pause", null);

        var ping = await desk.PostAsync($"{PartnerScenes.Subscriptions}/{id}/test", null);

        ping.Refuses(HttpStatusCode.Conflict, "event_subscription_paused");
    }

    [Fact]
    public async Task There_are_twenty_at_most()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        for (var i = 0; i < Subscribe.MaxSubscriptions; i++)
            (await AskAsync(desk)).Expect(HttpStatusCode.Created);

        (await AskAsync(desk)).Refuses(HttpStatusCode.Conflict, "too_many_event_subscriptions");
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task Only_a_key_with_the_scope_admin_subscribes()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var clerk = desk.With(await desk.ApiKeyAsync("billing.read", "billing.write"));

        (await AskAsync(clerk)).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.GetAsync("partners/deliveries")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.GetAsync("partners/events")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://partner.example.org/")]
    [InlineData("ftp://partner.example.org/")]
    [InlineData("partner.example.org")]
    [InlineData("/events")]
    [InlineData("https://user:secret@partner.example.org/")]
    [InlineData("https://partner.example.org/#part")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("")]
    public void An_address_that_is_not_https_or_leads_inside_is_refused(string url) =>
        Assert.True(SubscriptionCheck.Check(url, ["invoice.paid"], null, new PartnerSettings(false, TimeSpan.Zero)).Any);

    [Theory]
    [InlineData("https://partner.example.org/")]
    [InlineData("https://partner.example.org:8443/solde?tenant=7")]
    [InlineData("https://[2606:2800:220:1::1]/")]
    public void A_public_https_address_is_taken(string url) =>
        Assert.False(SubscriptionCheck.Check(url, ["invoice.paid"], null, new PartnerSettings(false, TimeSpan.Zero)).Any);

    [Theory]
    [InlineData("""{"types":["invoice.paid"]}""", "url")]
    [InlineData("""{"url":"https://partner.example.org/"}""", "types")]
    [InlineData("""{"url":"https://partner.example.org/","types":[]}""", "types")]
    [InlineData("""{"url":"https://partner.example.org/","types":["invoice.eaten"]}""", "types[0]")]
    [InlineData("""{"url":"https://partner.example.org/","types":[null]}""", "types[0]")]
    [Trait("Rule", "COM-07")]
    public async Task What_is_wrong_with_a_wish_is_said_by_field(string body, string field)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.PostAsync(PartnerScenes.Subscriptions, body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(field, answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static Task<TestAnswer> AskAsync(Desk desk, string type = "invoice.paid", string? idempotencyKey = null) =>
        desk.PostAsync(PartnerScenes.Subscriptions, PartnerScenes.Wish(Somewhere, type), idempotencyKey);

    private static async Task<IEnumerable<string>> IdsAsync(Desk desk, string query)
    {
        var listed = (await desk.GetAsync(PartnerScenes.Subscriptions + query)).Expect(HttpStatusCode.OK);
        return listed["items"]!.AsArray().Select(item => Text(item!["id"]));
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string organisation)
    {
        var rows = new List<string>();
        var table = fixture.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(Subscribers.Table);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {organisation} and PartitionKey lt {organisation + "~"}");
        await foreach (var row in table.QueryAsync(filter))
            rows.Add(string.Join('\n', row.Select(property => $"{property.Key}={property.Value}")));
        return rows;
    }
}
