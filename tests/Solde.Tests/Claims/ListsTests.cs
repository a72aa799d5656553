using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "CLM-19")]
public sealed class ListsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Files_are_filtered_by_state_network_insurer_and_age_and_paged_in_either_order()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var old = await InsuredAsync(shop, "opening_request", "MAIF");
        fixture.Clock.Advance(TimeSpan.FromDays(10));
        var middle = await InsuredAsync(shop, "notice", "Maif");
        fixture.Clock.Advance(TimeSpan.FromDays(10));
        var young = await InsuredAsync(shop with { Network = "iris" }, "notice", "MACIF");
        await fixture.App.DrainAsync();

        Assert.Equal([old, middle, young], await IdsAsync(shop, ""));
        Assert.Equal([young, middle, old], await IdsAsync(shop, "?order=newest"));
        Assert.Equal([middle, young], await IdsAsync(shop, "?state=not_integrated"));
        Assert.Equal([young], await IdsAsync(shop, "?network=iris"));
        Assert.Equal([old, middle], await IdsAsync(shop, "?insurer=maif"));
        Assert.Equal([old, middle], await IdsAsync(shop, "?minAgeDays=5"));
        Assert.Equal([middle, young], await IdsAsync(shop, "?maxAgeDays=15"));
        Assert.Equal([middle], await IdsAsync(shop, "?minAgeDays=5&maxAgeDays=15"));
        var first = (await shop.Desk.GetAsync("claims?order=newest&limit=2")).Expect(HttpStatusCode.OK);
        Assert.Equal([old], await IdsAsync(shop, $"?order=newest&limit=2&cursor={Text(first["next"])}"));
        (await shop.Desk.GetAsync("claims?state=lost&minAgeDays=-1")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task The_board_counts_files_by_state_and_what_waits_for_a_person()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        await shop.NoticedAsync();
        await shop.NoticedAsync();
        await shop.TellAsync(Shop.NewNumber("C"), "payment_notice", minor: 5);
        var (file, _, _) = await shop.IntegratedAsync();
        await shop.TellAsync(Text((await shop.FileAsync(file))["number"]), "follow_up", "37");
        await fixture.App.DrainAsync();

        var board = (await shop.Desk.GetAsync("claims/board")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            """{"awaiting_notice":0,"not_integrated":2,"integrated":1,"sent":0,"awaiting_payment":0,"completed":1,"cancelled":0}""",
            board["states"]!.ToJsonString());
        Assert.Equal((1, 1), (board["withWarnings"]!.GetValue<int>(), board["withDifference"]!.GetValue<int>()));
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task A_timeline_says_who_when_from_which_state_to_which_and_why_page_after_page()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync();
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        await shop.TellAsync(Text((await shop.FileAsync(file))["number"]), "follow_up", "36");
        await fixture.App.DrainAsync();

        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await shop.Desk.GetAsync($"claims/{file}/timeline?limit=2" + (cursor is null ? "" : "&cursor=" + cursor)))
                .Expect(HttpStatusCode.OK);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(
            [
                "MessageTaken no_file not_integrated", "UsedInDocument not_integrated integrated", "InvoiceSent integrated sent",
                "SendingWritten sent sent", "MessageTaken sent awaiting_payment",
            ],
            items.Select(item => $"{Text(item["what"])} {Text(item["before"])} {Text(item["after"])}"));
        Assert.All(items, item => Assert.StartsWith("api-key ", Text(item["actor"]), StringComparison.Ordinal));
        var journal = (await shop.Desk.GetAsync($"claims/{file}/journal?order=oldest")).Expect(HttpStatusCode.OK);
        Assert.Equal(items.Count, journal["items"]!.AsArray().Count);
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task A_key_that_only_reads_claims_changes_nothing()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var file = await shop.NoticedAsync();
        var reader = shop with { Desk = shop.Desk.With(await shop.Desk.ApiKeyAsync("claims.read")) };

        Assert.Equal("not_integrated", await reader.StateAsync(file));
        (await reader.CancelAsync(file)).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await reader.SendAsync(Shop.Message("C", "notice"))).Refuses(HttpStatusCode.Forbidden, "missing_scope");
    }

    private static async Task<string> InsuredAsync(Shop shop, string kind, string insurer)
    {
        var message = Shop.Message(Shop.NewNumber("C"), kind);
        message["insurer"] = insurer;
        return await shop.TellAsync(message);
    }

    private static async Task<IEnumerable<string>> IdsAsync(Shop shop, string query) =>
        (await shop.ItemsAsync("claims" + query)).Select(item => Text(item["id"]));
}
