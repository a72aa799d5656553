using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-16")]
public sealed class CreditTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_credit_made_by_hand_waits_on_the_account_and_says_why()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();

        var credit = await MadeAsync(desk, account, 30_00);

        Assert.Equal(("goodwill", 30_00, 30_00, "The pool was cold"), (Text(credit["kind"]), Minor(credit["amount"]), Minor(credit["left"]), Text(credit["reason"])));
        Assert.Equal(-30_00, await desk.BalanceAsync(account));
        Assert.Equal("The pool was cold", Text((await desk.JournalAsync(account))[^1]!["reason"]));
        (await desk.PostAsync($"accounts/{account}/credits", new JsonObject { ["amount"] = Desk.Money(1) })).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task A_credit_pays_chosen_lines_in_part_and_gives_them_back_when_undone()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        var credit = Text((await MadeAsync(desk, account, 30_00))["id"]);
        var items = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["invoice"] = invoice, ["line"] = "1", ["amount"] = Desk.Money(20_00) }) };

        var used = (await desk.PostAsync($"accounts/{account}/credits/{credit}/allocations", items)).Expect(HttpStatusCode.OK);

        Assert.Equal(10_00, Minor(used["left"]));
        Assert.Equal(30_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        await desk.BooksBalanceAsync();
        (await desk.PostAsync($"accounts/{account}/credits/{credit}/void", Reason())).Refuses(HttpStatusCode.Conflict, "credit_used");
        (await desk.DeleteAsync($"accounts/{account}/credits/{credit}/allocations")).Expect(HttpStatusCode.OK);
        Assert.Equal(30_00, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Equal(50_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        Assert.Equal(20_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_is_not_found_among_the_payments_nor_a_payment_among_the_credits()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var credit = Text((await MadeAsync(desk, account, 30_00))["id"]);
        var payment = Text((await desk.PayAsync(account, 30_00))["id"]);

        (await desk.DeleteAsync($"accounts/{account}/payments/{credit}/allocations")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await desk.DeleteAsync($"accounts/{account}/credits/{payment}/allocations")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task Reconciling_an_account_uses_credits_and_payments_the_oldest_first()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var credit = Text((await MadeAsync(desk, account, 30_00))["id"]);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        var payment = Text((await desk.PayAsync(account, 30_00))["id"]);
        await desk.InvoiceAsync(account, 40_00);

        var preview = (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject { ["preview"] = true })).Expect(HttpStatusCode.OK);
        var done = (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [(credit, 30_00), (payment, 10_00)],
            done["allocations"]!.AsArray().Select(made => (Text(made!["from"]), Minor(made["amount"]))).OrderBy(made => made.Item1, StringComparer.Ordinal));
        Assert.Equal(done["allocations"]!.ToJsonString(), preview["allocations"]!.ToJsonString());
        Assert.Equal(-20_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_moves_to_another_account_and_both_journals_show_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (from, to) = (await desk.AccountAsync(), await desk.AccountAsync());
        var credit = Text((await MadeAsync(desk, from, 30_00))["id"]);
        var move = new JsonObject { ["to"] = to, ["reason"] = "The brother's", ["amount"] = Desk.Money(20_00) };

        var left = (await desk.PostAsync($"accounts/{from}/credits/{credit}/move", move)).Expect(HttpStatusCode.OK);
        var message = fixture.App.Queue.Last(queued => queued.Text.Contains("CreditMoved", StringComparison.Ordinal));
        await fixture.App.DeliverAsync(message);
        await fixture.App.DeliverAsync(message);
        await fixture.App.DrainAsync();

        Assert.Equal((10_00, 20_00), (Minor(left["left"]), Minor(left["moved"])));
        Assert.Equal((-10_00, -20_00), (await desk.BalanceAsync(from), await desk.BalanceAsync(to)));
        var arrived = Assert.Single((await desk.GetAsync($"accounts/{to}/credits")).Expect(HttpStatusCode.OK)["items"]!.AsArray())!;
        Assert.Equal(("transfer", credit), (Text(arrived["kind"]), Text(arrived["origin"])));
        Assert.Contains(await desk.JournalAsync(from), entry => Text(entry!["action"]) == "CreditMovedAway");
        Assert.Contains(await desk.JournalAsync(to), entry => Text(entry!["action"]) == "CreditReceived");
        Assert.Equal(0, (await desk.BooksAsync())["ledgers"]!["transfers"]!.GetValue<long>());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_does_not_move_to_nobody_to_itself_or_beyond_what_is_left()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var (account, other, foreign) = (await desk.AccountAsync(), await desk.AccountAsync(), await stranger.AccountAsync());
        var path = $"accounts/{account}/credits/{Text((await MadeAsync(desk, account, 30_00))["id"])}/move";

        foreach (var to in new[] { account, foreign, "acc_nobody" })
            (await desk.PostAsync(path, new JsonObject { ["to"] = to, ["reason"] = "x" })).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_account");
        var much = new JsonObject { ["to"] = other, ["reason"] = "x", ["amount"] = Desk.Money(30_01) };
        (await desk.PostAsync(path, much)).Refuses(HttpStatusCode.Conflict, "credit_too_small");
        var foreignMoney = new JsonObject { ["to"] = other, ["reason"] = "x", ["amount"] = Desk.Money(1_00, "EUR") };
        (await desk.PostAsync(path, foreignMoney)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(-30_00, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task An_unused_credit_is_voided_with_a_reason_and_only_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var credit = Text((await MadeAsync(desk, account, 30_00))["id"]);

        (await desk.PostAsync($"accounts/{account}/credits/{credit}/void", new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        var voided = (await desk.PostAsync($"accounts/{account}/credits/{credit}/void", Reason())).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/credits/{credit}/void", Reason())).Expect(HttpStatusCode.OK);

        Assert.Equal((true, 0), (voided["isVoided"]!.GetValue<bool>(), Minor(voided["left"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-06")]
    public async Task A_cancelled_line_that_a_credit_had_paid_gives_the_credit_its_value_back()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        var credit = Text((await MadeAsync(desk, account, 30_00))["id"]);
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
        await desk.PayAsync(account, 20_00, invoice);

        var done = await desk.CancelInvoiceAsync(account, invoice, "credit");

        Assert.Equal(20_00, Minor(done["credit"]!["amount"]));
        Assert.Equal(30_00, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Equal(-50_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    private static async Task<JsonNode> MadeAsync(Desk desk, string account, long minor) => (await desk.PostAsync(
        $"accounts/{account}/credits", new JsonObject { ["amount"] = Desk.Money(minor), ["reason"] = "The pool was cold" })).Expect(HttpStatusCode.Created);

    private static JsonObject Reason() => new() { ["reason"] = "A mistake" };
}
