using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-11")]
public sealed class DashboardTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Visits = CompanyScenes.Company + "/visits";

    [Fact]
    public async Task It_shows_services_by_state_and_what_can_be_asked_for()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(6);
        await desk.ReadyAsync(2);
        await desk.ReadyAsync(1, "2026-03-03");
        await desk.ReadyAsync(5, "2026-03-04");
        await desk.EncodeAsync(2);
        await desk.ReadyAsync(1, "2026-03-05");

        var dashboard = await desk.Desk.DashboardAsync();

        Assert.Equal([(1, 1), (6, 1), (7, 2), (16, 1)], Counts(dashboard["services"]!));
        Assert.Equal(2, dashboard["services"]![3]!["missing"]!.GetValue<int>());
        var toAsk = dashboard["toAsk"]!;
        Assert.Equal((3, 6, 5_400L), (
            toAsk["services"]!.GetValue<int>(), toAsk["vouchers"]!.GetValue<int>(), toAsk["amount"]!["minor"]!.GetValue<long>()));
        Assert.False(dashboard["isAtLeast"]!.GetValue<bool>());
    }

    [Fact]
    public async Task It_shows_remittances_and_pick_ups_under_way_then_those_that_ended_last()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(3);
        var paid = await desk.AskAsync(await desk.ReadyAsync(1));
        (await desk.Desk.ReimburseAsync(paid, 900)).Expect(HttpStatusCode.OK);
        var asked = await desk.AskAsync(await desk.ReadyAsync(2));
        var paper = await desk.Desk.RemitAsync(CompanyScenes.Paper(20, 18_000, "E-1"));
        var wish = new JsonObject { ["date"] = "2026-03-12", ["remittances"] = new JsonArray(paper) };
        var pickUp = Text((await desk.Desk.PostAsync(CompanyScenes.Company + "/pick-ups", wish)).Expect(HttpStatusCode.Created)["id"]);

        var dashboard = await desk.Desk.DashboardAsync();

        Assert.Equal(
            [(paper, "prepared", 18_000L), (asked, "asked", 1_800L), (paid, "reimbursed", 900L)],
            dashboard["remittances"]!.AsArray().Select(item => (Text(item!["id"]), Text(item["state"]), Minor(item["amount"]))));
        var shown = Assert.Single(dashboard["pickUps"]!.AsArray())!;
        Assert.Equal((pickUp, "2026-03-12", 18_000L), (Text(shown["id"]), Text(shown["day"]), shown["amount"]!["minor"]!.GetValue<long>()));
    }

    [Fact]
    public async Task It_tells_what_changed_since_the_last_visit()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var (seen, changed) = (await desk.EncodeAsync(1), await desk.EncodeAsync(2));
        var before = await desk.Desk.DashboardAsync();
        Assert.Equal([(1, 2)], Counts(before["changes"]!["services"]!));
        Assert.Null(before["changes"]!["since"]);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var between = await desk.EncodeAsync(3);
        await fixture.App.DrainAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        (await desk.Desk.PostAsync(Visits, new JsonObject { ["seenAt"] = Text(before["asOf"]) })).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(changed, "confirm")).Expect(HttpStatusCode.OK);

        var after = (await desk.Desk.DashboardAsync())["changes"]!;
        Assert.Equal([(1, 1), (2, 1)], Counts(after["services"]!));
        Assert.Equal([changed, between], after["newest"]!.AsArray().Select(item => Text(item!["service"]!["id"])));
        Assert.DoesNotContain(seen, after.ToJsonString(), StringComparison.Ordinal);

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        (await desk.Desk.PostAsync(Visits, new JsonObject())).Expect(HttpStatusCode.OK);
        // An older visit that comes late makes nothing new again.
        (await desk.Desk.PostAsync(Visits, new JsonObject { ["seenAt"] = Text(before["asOf"]) })).Expect(HttpStatusCode.OK);
        Assert.Empty((await desk.Desk.DashboardAsync())["changes"]!["services"]!.AsArray());
    }

    private static IEnumerable<(int Code, int Count)> Counts(JsonNode services) =>
        services.AsArray().Select(count => (count!["status"]!["code"]!.GetValue<int>(), count["count"]!.GetValue<int>()));
}
