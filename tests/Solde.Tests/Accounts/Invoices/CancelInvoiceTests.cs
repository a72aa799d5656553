using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-06")]
public sealed class CancelInvoiceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task What_was_not_paid_is_no_longer_due()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);

        var done = await desk.CancelInvoiceAsync(account, invoice, "credit");

        Assert.Equal(("cancelled", 0), (Text(done["invoice"]!["state"]), Minor(done["invoice"]!["left"])));
        Assert.Null(done["credit"]);
        Assert.Null(done["refund"]);
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_was_paid_becomes_a_credit_of_the_account()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var payment = Text((await desk.PayAsync(account, 6_000, invoice))["id"]);

        var credit = (await desk.CancelInvoiceAsync(account, invoice, "credit"))["credit"]!;

        Assert.Equal((6_000, 6_000), (Minor(credit["amount"]), Minor(credit["left"])));
        Assert.Equal((invoice, payment), (Text(credit["origin"]), Text(credit["from"]![0])));
        Assert.Equal(-6_000, await desk.BalanceAsync(account));
        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);
        Assert.Equal((6_000, 4_000, 6_000), (Minor(balance["credits"]), Minor(balance["parts"]!["cancelled"]), Minor(balance["parts"]!["credited"])));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_was_paid_goes_back_to_the_payments_it_came_from()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var card = await desk.PaidByCardAsync(account, 7_000, invoices: invoice);
        var cash = Text((await desk.PayAsync(account, 3_000, invoice))["id"]);

        var refund = (await desk.CancelInvoiceAsync(account, invoice, "refund"))["refund"]!;
        await fixture.App.DrainAsync();

        var done = await desk.RefundOfAccountAsync(account, Text(refund["id"]));
        Assert.Equal(("done", 10_000), (Text(done["state"]), Minor(done["amount"])));
        var parts = done["parts"]!.AsArray().ToDictionary(part => Text(part!["payment"]), part => (Text(part!["state"]), Minor(part["amount"])));
        Assert.Equal(("succeeded", 7_000), parts[card]);
        Assert.Equal(("recorded", 3_000), parts[cash]);
        Assert.Equal("cancelled", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Some_lines_can_be_cancelled_and_each_only_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await TwoLinesAsync(desk, account);
        await desk.PayAsync(account, 5_000, invoice);

        var done = await desk.CancelInvoiceAsync(account, invoice, "credit", "2");

        Assert.Equal("partly_cancelled", Text(done["invoice"]!["state"]));
        Assert.Equal(2_000, Minor(done["credit"]!["amount"]));
        var path = $"accounts/{account}/invoices/{invoice}/cancellation";
        var again = new JsonObject { ["settle"] = "credit", ["reason"] = "Again", ["lines"] = new JsonArray("2") };
        (await desk.PostAsync(path, again)).Refuses(HttpStatusCode.Conflict, "line_cancelled");
        var unknown = new JsonObject { ["settle"] = "credit", ["reason"] = "Again", ["lines"] = new JsonArray("7") };
        (await desk.PostAsync(path, unknown)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_line");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task The_customer_may_change_his_mind_and_have_the_credit_refunded_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var payment = await desk.PaidByCardAsync(account, 10_000, invoices: invoice);
        var credit = Text((await desk.CancelInvoiceAsync(account, invoice, "credit"))["credit"]!["id"]);
        var wish = new JsonObject { ["method"] = "card", ["expectedTotal"] = Desk.Money(10_000), ["reason"] = "Changed his mind" };

        var refund = (await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", wish)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var part = (await desk.RefundOfAccountAsync(account, Text(refund["id"])))["parts"]![0]!;
        Assert.Equal(("succeeded", payment, credit), (Text(part["state"]), Text(part["payment"]), Text(part["credit"])));
        Assert.Equal((0, 10_000), (Minor((await desk.CreditAsync(account, credit))["left"]), Minor((await desk.CreditAsync(account, credit))["refunded"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        wish["expectedTotal"] = Desk.Money(20_000);
        (await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", wish.DeepClone())).Refuses(HttpStatusCode.Conflict, "beyond_what_is_held");
        Assert.Single(fixture.Provider.RefundsOf(Text(refund["id"])));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_cancellation_needs_a_reason_and_a_settlement()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var path = $"accounts/{account}/invoices/{invoice}/cancellation";

        (await desk.PostAsync(path, new JsonObject { ["settle"] = "credit" })).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await desk.PostAsync(path, new JsonObject { ["settle"] = "cash", ["reason"] = "x" })).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal("open", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task What_became_a_credit_stays_where_it_was_allocated()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var payment = Text((await desk.PayAsync(account, 10_000, invoice))["id"]);
        await desk.CancelInvoiceAsync(account, invoice, "credit");

        var left = (await desk.DeleteAsync($"accounts/{account}/payments/{payment}/allocations")).Expect(HttpStatusCode.OK);

        Assert.Equal((0, 0), (Minor(left["unapplied"]), Minor(left["refundable"])));
        await desk.BooksBalanceAsync();
    }

    private static async Task<string> TwoLinesAsync(Desk desk, string account)
    {
        var body = new JsonObject
        {
            ["lines"] = new JsonArray(
                new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(3_000) },
                new JsonObject { ["description"] = "Judo", ["unitPrice"] = Desk.Money(4_000) }),
        };
        return Text((await desk.PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created)["id"]);
    }
}
