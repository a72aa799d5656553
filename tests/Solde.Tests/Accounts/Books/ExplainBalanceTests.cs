using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-30")]
public sealed class ExplainBalanceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_lines_allocations_and_money_that_make_a_balance_are_named()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var payment = Text((await desk.PayAsync(account, 30_00))["id"]);

        var told = await ExplainAsync(desk, account);

        var line = Assert.Single(told["lines"]!.AsArray())!;
        Assert.Equal((invoice, "1", 100_00, 70_00), (Text(line["invoice"]), Text(line["line"]), Minor(line["total"]), Minor(line["left"])));
        Assert.Equal([(payment, 30_00L)], line["paidBy"]!.AsArray().Select(paid => (Text(paid!["from"]), Minor(paid["amount"]))));
        var money = Assert.Single(told["funds"]!.AsArray())!;
        Assert.Equal((payment, "cash", 30_00, 30_00), (Text(money["id"]), Text(money["kind"]), Minor(money["counted"]), Minor(money["allocated"])));
        Assert.Equal(["owed"], Codes(told));
        Assert.Equal("70.00 CAD of what was charged is not paid.", Text(told["reasons"]![0]!["why"]));
        Assert.Equal(70_00, Minor(told["balance"]!["current"]));
    }

    [Fact]
    public async Task Every_earlier_day_is_explained_as_it_was_known_then()
    {
        var (desk, account) = await SceneAsync();
        var first = Today();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await desk.PayAsync(account, 100_00);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await desk.CancelInvoiceAsync(account, invoice, CancelInvoice.AsCredit);

        Assert.Equal((100_00L, "owed"), await OnAsync(desk, account, first));
        Assert.Equal((0L, "all_paid"), await OnAsync(desk, account, first.AddDays(1)));
        Assert.Equal((-100_00L, "in_favour"), await OnAsync(desk, account, first.AddDays(2)));
        (await desk.GetAsync($"accounts/{account}/balance/explanation?on={first.AddDays(-1):O}")).Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(await desk.BalanceAsync(account), (await OnAsync(desk, account, first.AddDays(400))).Balance);
    }

    [Fact]
    public async Task Why_is_it_zero_has_an_answer_in_each_way_to_get_there()
    {
        var (desk, account) = await SceneAsync();
        Assert.Equal(["nothing_happened"], Codes(await ExplainAsync(desk, account)));

        var invoice = await desk.InvoiceAsync(account, 10_00);
        var payment = Text((await desk.PayAsync(account, 10_00))["id"]);
        Assert.Equal(["all_paid"], Codes(await ExplainAsync(desk, account)));

        (await desk.DeleteAsync($"accounts/{account}/payments/{payment}/allocations")).Expect(HttpStatusCode.OK);
        var loose = await ExplainAsync(desk, account);
        Assert.Equal(["owed", "not_applied"], Codes(loose));
        Assert.Equal("Reconcile the account.", Text(loose["reasons"]![1]!["whatToDo"]));

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Typed twice" })).Expect(HttpStatusCode.OK);
        await desk.CancelInvoiceAsync(account, invoice, CancelInvoice.AsRefund);
        Assert.Equal(["all_cancelled", "cancelled"], Codes(await ExplainAsync(desk, account)));
    }

    [Fact]
    [Trait("Rule", "BIL-20")]
    public async Task What_is_on_its_way_held_failed_or_written_off_is_said_with_its_amount()
    {
        var (desk, account) = await SceneAsync();
        await desk.InvoiceAsync(account, 50_00);
        var method = await BankDebits.SaveAsync(fixture, desk, account);
        var pending = await desk.ChargeAsync(account, method, 20_00);
        await desk.App.DrainAsync();
        var sent = await ExplainAsync(desk, account);
        Assert.Equal([("owed", 50_00L), ("under_way", 20_00), ("covered", 20_00)], Amounts(sent));
        Assert.Equal([(pending, true)], sent["lines"]![0]!["paidBy"]!.AsArray().Select(paid => (Text(paid!["from"]), paid["isProvisional"]!.GetValue<bool>())));

        await BankDebits.SettleAsync(fixture, desk, account, pending, paid: false);
        Assert.Equal([("owed", 50_00L), ("failed", 20_00)], Amounts(await ExplainAsync(desk, account)));

        await desk.PaidByCardAsync(account, 60_00);
        await desk.RefundAsync(account, 5_00);
        Assert.Equal([("in_favour", 10_00L), ("under_way", 5_00), ("held", 5_00), ("failed", 20_00)], Amounts(await ExplainAsync(desk, account)));
        await desk.App.DrainAsync();

        await desk.InvoiceAsync(account, 8_00);
        (await desk.PostAsync($"accounts/{account}/zero", new JsonObject { ["reason"] = "Too little to ask for" })).Expect(HttpStatusCode.OK);
        Assert.Contains(("written_off", 3_00L), Amounts(await ExplainAsync(desk, account)));
    }

    [Fact]
    [Trait("Rule", "COM-07")]
    public void Every_reason_is_said_in_every_language()
    {
        foreach (var reason in BalanceReasons.All)
        {
            foreach (var text in new[] { reason.Why, reason.WhatToDo }.OfType<Text>())
                Assert.Equal(4, Language.All.Select(language => text.In(language, "1.00 CAD")).Distinct().Count());
        }
        Assert.Equal(BalanceReasons.All.Count, BalanceReasons.All.Select(reason => reason.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("someday")]
    public async Task A_day_that_is_none_is_refused(string day)
    {
        var (desk, account) = await SceneAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.GetAsync($"accounts/{account}/balance/explanation?on={day}")).Status);
    }

    private DateOnly Today() => DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime);

    private static IEnumerable<string> Codes(JsonNode told) => told["reasons"]!.AsArray().Select(reason => Text(reason!["code"]));

    private static IEnumerable<(string Code, long Amount)> Amounts(JsonNode told) =>
        told["reasons"]!.AsArray().Select(reason => (Text(reason!["code"]), reason["amount"] is { } amount ? Minor(amount) : 0));

    private static async Task<(long Balance, string Reason)> OnAsync(Desk desk, string account, DateOnly day)
    {
        var told = await ExplainAsync(desk, account, $"?on={day:O}");
        return (Minor(told["balance"]!["current"]), Codes(told).First());
    }

    private static async Task<JsonNode> ExplainAsync(Desk desk, string account, string query = "") =>
        (await desk.GetAsync($"accounts/{account}/balance/explanation{query}")).Expect(HttpStatusCode.OK);

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
