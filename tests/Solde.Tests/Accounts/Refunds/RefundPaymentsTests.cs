using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-22")]
public sealed class RefundPaymentsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_refund_goes_back_to_the_newest_payments_first_over_as_many_as_it_takes()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var oldest = await desk.PaidByCardAsync(account, 5_000);
        var middle = Text((await desk.PayAsync(account, 2_000))["id"]);
        var newest = await desk.PaidByCardAsync(account, 3_000);

        var refund = await desk.RefundAsync(account, 6_000);

        Assert.Equal(
            [(newest, 3_000, "reserved"), (middle, 2_000, "recorded"), (oldest, 1_000, "reserved")],
            refund["parts"]!.AsArray().Select(part => (Text(part!["payment"]), Minor(part["amount"]), Text(part["state"]))));
        await desk.BooksBalanceAsync();
        await fixture.App.DrainAsync();
        Assert.Equal("done", Text((await desk.RefundOfAccountAsync(account, Text(refund["id"])))["state"]));
        Assert.Equal(-4_000, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_the_refunded_money_paid_is_open_again()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var first = await desk.InvoiceAsync(account, 4_000);
        var second = await desk.InvoiceAsync(account, 4_000);
        await desk.PayAsync(account, 8_000, first, second);

        await desk.RefundAsync(account, 5_000);

        Assert.Equal((1_000, "partly_paid"), await LeftAndStateAsync(desk, account, first));
        Assert.Equal((4_000, "open"), await LeftAndStateAsync(desk, account, second));
        Assert.Equal(5_000, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Chosen_payments_give_what_was_chosen()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var first = Text((await desk.PayAsync(account, 2_000))["id"]);
        var second = Text((await desk.PayAsync(account, 2_000))["id"]);
        var body = await desk.RefundOfAsync(account, 1_500);
        body["payments"] = new JsonArray(Share(first, 1_000), Share(second, 500));
        body["offlineMethod"] = "transfer";

        var refund = (await desk.PostAsync($"accounts/{account}/refunds", body)).Expect(HttpStatusCode.Accepted);

        Assert.Equal("done", Text(refund["state"]));
        Assert.Equal(
            [(first, 1_000, "transfer"), (second, 500, "transfer")],
            refund["parts"]!.AsArray().Select(part => (Text(part!["payment"]), Minor(part["amount"]), Text(part["method"]))));
        Assert.Equal(1_000, Minor((await desk.PaymentAsync(account, first))["refundable"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Nothing_is_refunded_beyond_what_a_payment_still_holds()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = Text((await desk.PayAsync(account, 2_000))["id"]);
        await desk.RefundAsync(account, 1_500);

        var chosen = await desk.RefundOfAsync(account, 600);
        chosen["payments"] = new JsonArray(Share(payment, 600));
        (await desk.PostAsync($"accounts/{account}/refunds", chosen)).Refuses(HttpStatusCode.Conflict, "beyond_payment");
        (await desk.PostAsync($"accounts/{account}/refunds", await desk.RefundOfAsync(account, 501))).Refuses(HttpStatusCode.Conflict, "beyond_what_is_held");
        await desk.RefundAsync(account, 500);

        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Another_total_than_expected_refuses_all_of_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var mine = await desk.RefundOfAsync(account, 1_000);
        var colleagues = mine.DeepClone();

        (await desk.PostAsync($"accounts/{account}/refunds", colleagues)).Expect(HttpStatusCode.Accepted);
        (await desk.PostAsync($"accounts/{account}/refunds", mine)).Refuses(HttpStatusCode.Conflict, "refunded_otherwise");

        await fixture.App.DrainAsync();
        Assert.Equal(-4_000, await desk.BalanceAsync(account));
        Assert.Single((await desk.GetAsync($"accounts/{account}/refunds")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Of_many_clerks_who_refund_the_same_money_at_once_one_wins()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var wish = (await desk.RefundOfAsync(account, 5_000)).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.PostAsync($"accounts/{account}/refunds", wish)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Accepted), answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        await fixture.App.DrainAsync();
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task The_same_request_again_sends_what_a_process_that_died_had_committed_and_not_sent()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var wish = (await desk.RefundOfAsync(account, 5_000)).ToJsonString();
        var key = Desk.NewKey();
        await desk.PostAsync($"accounts/{account}/refunds", wish, key);
        fixture.App.Queue.Clear();

        var again = (await desk.PostAsync($"accounts/{account}/refunds", wish, key)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Single(fixture.Provider.RefundsOf(again["id"]!.GetValue<string>()));
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task The_same_request_again_gets_its_first_answer_and_refunds_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var wish = (await desk.RefundOfAsync(account, 5_000)).ToJsonString();
        var key = Desk.NewKey();

        var first = await desk.PostAsync($"accounts/{account}/refunds", wish, key);
        await fixture.App.DrainAsync();
        var again = await desk.PostAsync($"accounts/{account}/refunds", wish, key);

        Assert.Equal((HttpStatusCode.Accepted, first.Body), (again.Status, again.Body));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "BIL-20")]
    public async Task The_expected_balance_counts_refunds_under_way_and_says_which()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var refund = Text((await desk.RefundAsync(account, 2_000))["id"]);

        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);

        Assert.Equal((-5_000, -3_000), (Minor(balance["current"]), Minor(balance["expected"])));
        var item = Assert.Single(balance["underWay"]!.AsArray())!;
        Assert.Equal(("refund", refund, 2_000), (Text(item["kind"]), Text(item["id"]), Minor(item["effect"])));
        await fixture.App.DrainAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task A_refunded_offline_payment_is_not_cancelled_before_its_refund_is()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = Text((await desk.PayAsync(account, 2_000))["id"]);
        var refund = Text((await desk.RefundAsync(account, 500))["id"]);
        var reason = new JsonObject { ["reason"] = "Typed wrong" };

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", reason.DeepClone())).Refuses(HttpStatusCode.Conflict, "payment_refunded");
        (await desk.PostAsync($"accounts/{account}/refunds/{refund}/cancellation", reason.DeepClone())).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", reason.DeepClone())).Expect(HttpStatusCode.OK);

        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-23")]
    public async Task An_offline_refund_can_be_cancelled_and_made_again_and_one_to_a_card_cannot()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 5_000);
        var toCard = Text((await desk.RefundAsync(account, 1_000))["id"]);
        await desk.PayAsync(account, 2_000);
        var inCash = Text((await desk.RefundAsync(account, 2_000))["id"]);
        await fixture.App.DrainAsync();
        var reason = new JsonObject { ["reason"] = "Wrong drawer" };

        var cancelled = (await desk.PostAsync($"accounts/{account}/refunds/{inCash}/cancellation", reason.DeepClone())).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/refunds/{inCash}/cancellation", reason.DeepClone())).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/refunds/{toCard}/cancellation", reason.DeepClone())).Refuses(HttpStatusCode.Conflict, "refund_not_cancellable");
        (await desk.PostAsync($"accounts/{account}/refunds/{inCash}/cancellation", new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");

        Assert.Equal("cancelled", Text(cancelled["state"]));
        Assert.Equal(-6_000, await desk.BalanceAsync(account));
        await desk.RefundAsync(account, 2_000);
        Assert.Equal(-4_000, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-07")]
    public async Task What_is_wrong_with_a_refund_is_said_field_by_field()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var body = new JsonObject { ["amount"] = Desk.Money(0), ["expectedTotal"] = Desk.Money(1, "EUR"), ["reason"] = "x", ["payments"] = new JsonArray(Share("not an id", 1)) };

        var refused = await desk.PostAsync($"accounts/{account}/refunds", body);

        refused.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(["amount", "expectedTotal", "payments[0].payment"], refused.Json["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    [Trait("Rule", "BIL-17")]
    public async Task A_credit_can_be_refunded_in_cash_in_part()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        await desk.PaidByCardAsync(account, 10_000, invoices: invoice);
        var credit = Text((await desk.CancelInvoiceAsync(account, invoice, "credit"))["credit"]!["id"]);
        var wish = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(4_000), ["expectedTotal"] = Desk.Money(4_000), ["reason"] = "In need" };

        var refund = (await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", wish)).Expect(HttpStatusCode.Accepted);

        Assert.Equal("done", Text(refund["state"]));
        Assert.Equal(6_000, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Equal(-6_000, await desk.BalanceAsync(account));
        var unknown = new JsonObject { ["method"] = "barter", ["expectedTotal"] = Desk.Money(10_000), ["reason"] = "x" };
        (await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", unknown)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        await desk.BooksBalanceAsync();
    }

    private static async Task<(long Left, string State)> LeftAndStateAsync(Desk desk, string account, string invoice)
    {
        var found = await desk.InvoiceOfAsync(account, invoice);
        return (Minor(found["left"]), Text(found["state"]));
    }

    private static JsonObject Share(string payment, long minor) => new() { ["payment"] = payment, ["amount"] = Desk.Money(minor) };
}
