using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "COM-09")]
[Trait("Rule", "VOU-07")]
public sealed class CompanyServicesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Services_of_all_wallets_are_listed_by_state_status_day_and_wallet()
    {
        var one = await VoucherDesk.OpenAsync(fixture.App);
        var other = one with { Wallet = await VoucherDesk.OpenWalletAsync(one.Desk) };
        await one.OrderAsync(1);
        var (partial, full) = (await one.ReadyAsync(3, "2026-03-05"), await other.EncodeAsync(1, "2026-03-03"));
        var late = await one.EncodeAsync(1, "2026-03-06");

        Assert.Equal([full, partial, late], Ids(await one.Desk.ServicesAsync()));
        Assert.Equal([partial], Ids(await one.Desk.ServicesAsync("&state=partially_allocated")));
        Assert.Equal([full, late], Ids(await one.Desk.ServicesAsync("&status=1")));
        Assert.Equal([full], Ids(await one.Desk.ServicesAsync("&wallet=" + other.Wallet)));
        Assert.Equal([partial], Ids(await one.Desk.ServicesAsync("&from=2026-03-04&to=2026-03-05")));
        Assert.Equal([partial], Ids(await one.Desk.ServicesAsync("&order=latest_change&from=2026-03-04&to=2026-03-05")));
        (await one.Desk.GetAsync($"{CompanyScenes.Company}/services?status=11")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await one.Desk.GetAsync("vouchers/companies/nobody/services")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("oldest")]
    [InlineData("latest_change")]
    public async Task Pages_neither_repeat_nor_leave_out(string order)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var made = new List<string>();
        foreach (var day in new[] { 5, 3, 6, 2, 4, 3 })
        {
            made.Add(await desk.EncodeAsync(1, $"2026-03-0{day}"));
            await fixture.App.DrainAsync();
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var listed = new List<string>();
        var cursor = "";
        do
        {
            var path = $"{CompanyScenes.Company}/services?limit=2&order={order}{cursor}";
            var page = (await desk.Desk.GetAsync(path)).Expect(HttpStatusCode.OK);
            listed.AddRange(page["items"]!.AsArray().Select(item => Text(item!["service"]!["id"])));
            cursor = page["next"] is { } next ? "&cursor=" + Text(next) : "";
        }
        while (cursor.Length > 0);

        var expected = order == "oldest" ? new[] { 3, 1, 5, 4, 0, 2 } : [5, 4, 3, 2, 1, 0];
        Assert.Equal(expected.Select(index => made[index]), listed);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Rows_say_what_the_wallet_says_however_late_and_often_their_messages_come()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await fixture.App.DrainAsync();
        await desk.OrderAsync(2);
        var service = await desk.EncodeAsync(3);
        (await desk.ActAsync(service, "contest", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        var body = VoucherDesk.Reason();
        body["performedOn"] = "2026-03-01";
        (await desk.ActAsync(service, "correct", body)).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        var messages = fixture.App.Queue.ToArray();

        await fixture.App.DrainAsync(queue => queue[^1]);
        foreach (var message in messages)
            Assert.True(await fixture.App.DeliverAsync(message));
        await fixture.App.DrainAsync();

        var row = Assert.Single(await desk.Desk.ServicesAsync());
        Assert.Equal(("2026-03-01", "partially_allocated"), (Text(row["service"]!["performedOn"]), Text(row["service"]!["state"])));
        Assert.Equal((2, 0, 0), (row["toAsk"]!.GetValue<int>(), row["asked"]!.GetValue<int>(), row["reimbursed"]!.GetValue<int>()));
        Assert.Single(await desk.Desk.ServicesAsync("&order=latest_change"));
        Assert.Equal(2, (await desk.Desk.DashboardAsync())["toAsk"]!["vouchers"]!.GetValue<int>());
    }

    private static IEnumerable<string> Ids(IEnumerable<JsonNode> items) => items.Select(item => Text(item["service"]!["id"]));
}
