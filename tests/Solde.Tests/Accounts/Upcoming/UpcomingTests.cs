using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-15")]
public sealed class UpcomingTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task What_is_to_come_is_listed_by_date_and_filtered_by_date_method_account_and_state()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (anne, paul) = (await desk.AccountAsync(), await desk.AccountAsync());
        await desk.PlanAsync(anne, 20_00, new JsonObject { ["dates"] = new JsonArray("2030-01-05", "2030-03-05"), ["method"] = "cheque" });
        await desk.PlanAsync(paul, 7_00, new JsonObject { ["dates"] = new JsonArray("2030-02-05"), ["paymentMethod"] = await desk.SaveCardAsync(paul) });
        await desk.SubscribeAsync(paul, 30_00, await desk.SaveCardAsync(paul), new JsonObject { ["startsOn"] = "2030-01-20" });
        await fixture.App.DrainAsync();

        Assert.Equal(
            [("2030-01-05", 10_00), ("2030-01-20", 30_00), ("2030-02-05", 7_00), ("2030-03-05", 10_00)],
            (await UpcomingAsync(desk, "")).Select(item => (Text(item["dueOn"]), Minor(item["amount"]))));
        Assert.Equal(["2030-01-20", "2030-02-05"], await DaysAsync(desk, "from=2030-01-06&to=2030-02-05"));
        Assert.Equal(["2030-01-05", "2030-03-05"], await DaysAsync(desk, "method=cheque"));
        Assert.Equal(["2030-01-20", "2030-02-05"], await DaysAsync(desk, $"account={paul}"));
        Assert.Empty(await DaysAsync(desk, "state=failed"));
        Assert.Equal(["2030-03-05"], (await desk.ListAsync($"accounts/{anne}/upcoming-payments?from=2030-01-06")).Select(item => Text(item["dueOn"])));
        (await desk.GetAsync("accounts/upcoming-payments?state=paid&from=soon")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Pages_meet_and_a_plan_of_more_parts_than_a_transaction_holds_is_listed_whole()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var shared = new JsonArray(new JsonObject { ["percent"] = 50, ["method"] = "cheque" }, new JsonObject { ["percent"] = 50, ["method"] = "cash" });
        await desk.PlanAsync(account, 900_00, new JsonObject { ["parts"] = 60, ["payers"] = shared });
        await fixture.App.DrainAsync();

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await desk.GetAsync("accounts/upcoming-payments?limit=50" + (cursor is null ? "" : "&cursor=" + cursor))).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => Text(item!["instalment"])));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 120).Select(number => number.ToString()), seen);
    }

    [Fact]
    public async Task Messages_that_come_twice_and_out_of_order_list_what_is_so_now()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await fixture.App.DrainAsync();
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["dates"] = new JsonArray("2030-01-05", "2030-03-05"), ["method"] = "cheque" });
        (await desk.PostAsync($"accounts/{account}/plans/{Text(plan["id"])}/instalments/1/move", new JsonObject { ["dueOn"] = "2030-04-01" })).Expect(HttpStatusCode.OK);

        fixture.App.Queue.AddRange(fixture.App.Queue.ToArray());
        await fixture.App.DrainAsync(waiting => waiting[^1]);

        Assert.Equal(["2030-03-05", "2030-04-01"], await DaysAsync(desk, ""));
    }

    [Fact]
    [Trait("Rule", "BIL-20")]
    public async Task The_expected_balance_counts_what_is_scheduled_and_says_which()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.InvoiceAsync(account, 7_00);
        var plan = await desk.PlanAsync(account, 100_00, new JsonObject { ["firstOn"] = "2030-01-05", ["paymentMethod"] = await desk.SaveCardAsync(account) }, invoice);
        await desk.SubscribeAsync(account, 30_00, await desk.SaveCardAsync(account), new JsonObject { ["startsOn"] = "2030-01-20" });
        await desk.PayAsync(account, 20_00, invoice);

        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);

        // The plan asks for no more than is left of its invoice; the subscription's month has neither invoice nor payment yet.
        Assert.Equal((87_00, 7_00), (Minor(balance["current"]), Minor(balance["expected"])));
        Assert.Equal(
            [("instalment", Text(plan["id"]) + "/1", -50_00), ("instalment", Text(plan["id"]) + "/2", -30_00)],
            balance["underWay"]!.AsArray().Select(item => (Text(item!["kind"]), Text(item["id"]), Minor(item["effect"]))));
    }

    private static Task<JsonNode[]> UpcomingAsync(Desk desk, string query) => desk.ListAsync("accounts/upcoming-payments?" + query);

    private static async Task<string[]> DaysAsync(Desk desk, string query) => [.. (await UpcomingAsync(desk, query)).Select(item => Text(item["dueOn"]))];
}
