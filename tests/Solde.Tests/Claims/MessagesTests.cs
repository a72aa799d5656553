using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Functions.Claims;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

public sealed class MessagesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "CLM-01")]
    [Trait("Rule", "CLM-02")]
    public async Task An_opening_request_awaits_its_notice_and_the_notice_makes_the_file_ready()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");

        var file = await shop.TellAsync(claim, "opening_request");
        Assert.Equal("awaiting_notice", await shop.StateAsync(file));
        var again = await shop.TellAsync(claim, "notice");

        Assert.Equal(file, again);
        Assert.Equal("not_integrated", await shop.StateAsync(file));
    }

    [Fact]
    [Trait("Rule", "CLM-03")]
    public async Task A_follow_up_54_without_a_notice_lets_the_shop_make_an_invoice()
    {
        var shop = await Shop.OpenAsync(fixture.App);

        var file = await shop.TellAsync(Shop.NewNumber("C"), "follow_up", "54");

        Assert.Equal("not_integrated", await shop.StateAsync(file));
        var (account, invoice) = await shop.InvoiceAsync();
        Assert.Equal("integrated", Text((await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK)["state"]));
    }

    [Fact]
    [Trait("Rule", "CLM-15")]
    public async Task A_repeated_message_changes_nothing_in_whichever_form_it_comes()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var message = Shop.Message(Shop.NewNumber("C"), "notice", number: "D/2026 n°1");
        var file = await shop.TellAsync(message);
        var before = (await shop.Desk.GetAsync("claims/" + file)).Headers["ETag"];

        var repeated = (await shop.SendAsync(message)).Expect(HttpStatusCode.OK);
        var asXml = await shop.Desk.App.SendAsync(
            HttpMethod.Post,
            "/api/v1/claims/messages?network=darva",
            Xml(message),
            shop.Desk.Key,
            null,
            ("Content-Type", "application/xml"));

        Assert.True(repeated["isRepeated"]!.GetValue<bool>());
        Assert.True(asXml.Expect(HttpStatusCode.OK)["isRepeated"]!.GetValue<bool>());
        Assert.Equal(before, (await shop.Desk.GetAsync("claims/" + file)).Headers["ETag"]);
        Assert.Single(await shop.TimelineAsync(file));
        Assert.Single(await shop.ItemsAsync($"claims/{file}/messages"));
    }

    [Fact]
    [Trait("Rule", "CLM-15")]
    public async Task Another_message_under_a_known_number_is_set_aside_and_the_file_stays()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var file = await shop.TellAsync(Shop.Message(claim, "notice", number: "1"));

        (await shop.SendAsync(Shop.Message(claim, "follow_up", "35", number: "1")))
            .Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");

        await fixture.App.DrainAsync();
        Assert.Equal("not_integrated", await shop.StateAsync(file));
        Assert.Equal("number_reused", Text(Assert.Single(await shop.ItemsAsync("claims/set-aside"))["reason"]));
    }

    [Fact]
    [Trait("Rule", "CLM-15")]
    [Trait("Rule", "COM-04")]
    public async Task A_late_message_is_applied_by_the_rules_and_journaled_with_its_own_date()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var ended = Shop.Message(claim, "follow_up", "32", datedAt: Shop.LaterDay);
        ended["insurer"] = "New name";
        var file = await shop.TellAsync(ended);

        var late = Shop.Message(claim, "notice", datedAt: Shop.Day);
        late["insurer"] = "Old name";
        late["registration"] = "AB-123-CD";
        await shop.TellAsync(late);

        var seen = await shop.FileAsync(file);
        Assert.Equal(("completed", "sd_32"), (Text(seen["state"]), Text(seen["completedBy"])));
        Assert.Equal(("New name", "AB-123-CD"), (Text(seen["insurer"]), Text(seen["registration"])));
        Assert.Equal("AS", Text(Assert.Single(seen["warnings"]!.AsArray())!["label"]));
        var timeline = await shop.TimelineAsync(file);
        Assert.Equal(["SD 32", "AS"], timeline.Select(item => Text(item!["why"])));
        Assert.Equal(["no_file", "completed"], timeline.Select(item => Text(item!["before"])));
        Assert.StartsWith("2026-03-10T09:00:00", Text(timeline[1]!["message"]!["datedAt"]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "CLM-15")]
    public async Task Of_many_that_come_at_once_each_is_applied_once()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        JsonObject[] messages = [.. Enumerable.Range(0, 8).Select(i => Shop.Message(claim, i == 0 ? "notice" : "follow_up", i == 0 ? null : "99"))];

        await Task.WhenAll(messages.Concat(messages).Select(message => shop.SendAsync(message.DeepClone())));

        Assert.Equal(8, (await shop.ItemsAsync($"claims/{shop.IdOf(claim)}/messages")).Count);
        Assert.Equal(8, (await shop.TimelineAsync(shop.IdOf(claim))).Count);
        Assert.Equal("not_integrated", await shop.StateAsync(shop.IdOf(claim)));
    }

    [Fact]
    [Trait("Rule", "CLM-15")]
    public async Task A_message_is_kept_as_it_came()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var sent = """{ "number":"77",  "kind":"notice","claim":"C-é", "datedAt":"2026-03-01T10:00:00+01:00" }""";
        var file = Text((await shop.SendAsync(sent)).Expect(HttpStatusCode.OK)["claim"]);

        var known = Text(Assert.Single(await shop.ItemsAsync($"claims/{file}/messages"))["id"]);

        var message = (await shop.Desk.GetAsync($"claims/{file}/messages/{known}")).Expect(HttpStatusCode.OK);
        Assert.Equal(sent, Text(message["text"]));
        Assert.StartsWith("2026-03-01T09:00:00", Text(message["datedAt"]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "CLM-12")]
    public async Task A_message_opens_a_file_again_that_was_closed_by_hand()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var file = await shop.NoticedAsync(claim);
        (await shop.CancelAsync(file)).Expect(HttpStatusCode.OK);

        await shop.TellAsync(claim, "follow_up", "12");

        Assert.Equal("not_integrated", await shop.StateAsync(file));
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task The_same_claim_at_another_shop_is_another_file()
    {
        var (one, other) = (await Shop.OpenAsync(fixture.App), await Shop.OpenAsync(fixture.App));
        var claim = Shop.NewNumber("C");

        Assert.NotEqual(await one.NoticedAsync(claim), await other.NoticedAsync(claim));
        Assert.NotEqual(await one.NoticedAsync(claim), await (one with { Network = "iris" }).NoticedAsync(claim));
    }

    internal static string Xml(JsonObject message)
    {
        var xml = new StringBuilder($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><claimMessage xmlns=\"{CanonicalXml.Namespace}\">");
        foreach (var (name, value) in message)
        {
            xml.Append(value is JsonObject amount
                ? $"<{name} currency=\"{amount["currency"]}\">{amount["minor"]}</{name}>"
                : $"<{name}>{System.Security.SecurityElement.Escape(Text(value))}</{name}>");
        }
        return xml.Append("</claimMessage>").ToString();
    }
}
