using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "CLM-16")]
public sealed class RemindersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_notice_that_does_not_come_is_reminded_of_in_time_once_more_later_and_never_again()
    {
        var shop = await OpenAsync();
        var file = await shop.TellAsync(Shop.NewNumber("C"), "opening_request");
        await fixture.App.DrainAsync();
        var opened = fixture.Clock.GetUtcNow();

        await PassAsync(opened.AddDays(60));

        Assert.Equal(
            [("OverdueReminded", Morning(opened, 5)), ("OverdueEscalated", Morning(opened, 12))],
            await RemindersAsync(shop, file));
        Assert.Equal(["claim_escalated", "claim_reminder"], await KindsAsync(shop));
        Assert.Equal("running", await fixture.App.WorkflowStateAsync("claim-" + file));
        await CancelledAsync(shop, file);
    }

    [Fact]
    public async Task What_comes_in_time_is_not_reminded_of_and_each_new_wait_has_its_own()
    {
        var shop = await OpenAsync();
        (await shop.Desk.PutAsync("claims/networks/darva", Settings(2, 3, 4, 1))).Expect(HttpStatusCode.OK);
        var claim = Shop.NewNumber("C");
        var file = await shop.TellAsync(claim, "opening_request");
        await fixture.App.DrainAsync();
        await PassAsync(fixture.Clock.GetUtcNow().AddDays(1));
        await shop.TellAsync(claim, "notice");
        (await shop.EstimateAsync(file)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        await PassAsync(fixture.Clock.GetUtcNow().AddDays(30));
        Assert.Empty(await RemindersAsync(shop, file));

        (await shop.SendAsync(file, "warranty_note_sent")).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        var sent = fixture.Clock.GetUtcNow();
        await PassAsync(sent.AddDays(10));

        Assert.Equal([("OverdueReminded", Morning(sent, 3)), ("OverdueEscalated", Morning(sent, 4))], await RemindersAsync(shop, file));
        await shop.TellAsync(claim, "follow_up", "35");
        await fixture.App.DrainAsync();
        await PassAsync(fixture.Clock.GetUtcNow().AddDays(1));
        Assert.Equal("completed", await fixture.App.WorkflowStateAsync("claim-" + file));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_file_that_is_opened_again_is_watched_again_whether_or_not_its_workflow_has_ended(int days)
    {
        var shop = await OpenAsync();
        var claim = Shop.NewNumber("C");
        var file = await shop.TellAsync(claim, "opening_request");
        (await shop.CancelAsync(file)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        await PassAsync(fixture.Clock.GetUtcNow().AddDays(days));
        // It may have been over before it began, and is held open for a day.
        if (days > 0)
            Assert.NotEqual("running", await fixture.App.WorkflowStateAsync("claim-" + file));

        await shop.TellAsync(claim, "notice");
        await fixture.App.DrainAsync();

        Assert.Equal("running", await fixture.App.WorkflowStateAsync("claim-" + file));
        await CancelledAsync(shop, file);
    }

    [Fact]
    public async Task How_long_a_network_may_take_is_a_setting()
    {
        var shop = await OpenAsync();

        var networks = await shop.ItemsAsync("claims/networks");
        Assert.Equal(["darva", "iris"], networks.Select(item => Text(item["network"])));
        var seen = (await shop.Desk.GetAsync("claims/networks/darva")).Headers["ETag"];
        (await shop.Desk.PutAsync("claims/networks/darva", Settings(1, 2, 3, 4), ("If-Match", seen))).Expect(HttpStatusCode.OK);
        (await shop.Desk.PutAsync("claims/networks/darva", Settings(2, 2, 3, 4), ("If-Match", seen)))
            .Refuses(HttpStatusCode.PreconditionFailed, "stale");
        (await shop.Desk.PutAsync("claims/networks/darva", Settings(0, 2, 3, 400))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await shop.Desk.PutAsync("claims/networks/minitel", Settings(1, 2, 3, 4))).Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(3, (await shop.Desk.GetAsync("claims/networks/darva")).Json["paymentDays"]!.GetValue<int>());
    }

    private static JsonObject Settings(int notice, int answer, int payment, int escalation) => new()
    {
        ["noticeDays"] = notice,
        ["answerDays"] = answer,
        ["paymentDays"] = payment,
        ["escalationDays"] = escalation,
    };

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        await ClaimYear.TellClerkAsync(shop);
        return shop;
    }

    private Task PassAsync(DateTimeOffset until) => ClaimYear.PassAsync(fixture.App, fixture.Clock, until);

    private static DateTimeOffset Morning(DateTimeOffset from, int days) => ClaimYear.Morning(from, days);

    private static Task<IReadOnlyList<(string, DateTimeOffset)>> RemindersAsync(Shop shop, string file) => ClaimYear.RemindersAsync(shop, file);

    private static async Task<IEnumerable<string>> KindsAsync(Shop shop) =>
        (await shop.ItemsAsync("notifications")).Select(item => Text(item["kind"])).Order(StringComparer.Ordinal);

    /// <summary>What goes on waiting would wake up in another test.</summary>
    private async Task CancelledAsync(Shop shop, string file)
    {
        (await shop.CancelAsync(file)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
    }
}
