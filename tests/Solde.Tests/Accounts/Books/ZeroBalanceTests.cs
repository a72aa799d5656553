using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-21")]
public sealed class ZeroBalanceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task What_is_owed_is_written_off_after_what_is_there_is_used()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PayAsync(account, 30_00);
        var invoice = await desk.InvoiceAsync(account, 100_00);

        var preview = await ZeroAsync(desk, account, ("preview", true));
        Assert.Equal((false, 70_00, 70_00), (preview["isDone"]!.GetValue<bool>(), Minor(preview["balance"]), Minor(preview["writtenOff"]!["amount"])));
        Assert.Equal(70_00, await desk.BalanceAsync(account));

        var done = await ZeroAsync(desk, account);

        Assert.Equal(("write_off", 0), (Text(done["writtenOff"]!["kind"]), Minor(done["writtenOff"]!["left"])));
        Assert.Equal("paid", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        Assert.Equal(70_00, (await desk.BooksAsync())["ledgers"]!["adjustments:write_off"]!.GetValue<long>());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_is_in_the_customers_favour_is_refunded_the_way_it_came()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.InvoiceAsync(account, 20_00);
        var card = await desk.PaidByCardAsync(account, 50_00);
        await desk.PayAsync(account, 10_00);

        var done = await ZeroAsync(desk, account);
        await fixture.App.DrainAsync();

        var refund = await desk.RefundOfAccountAsync(account, Text(done["refund"]!["id"]));
        Assert.Equal(("done", 40_00), (Text(refund["state"]), Minor(refund["amount"])));
        Assert.Contains(refund["parts"]!.AsArray(), part => Text(part!["payment"]) == card && Minor(part["amount"]) == 30_00);
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_made_by_hand_needs_an_offline_method_to_go_back_by()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        (await desk.PostAsync($"accounts/{account}/credits", new JsonObject { ["amount"] = Desk.Money(30_00), ["reason"] = "x" })).Expect(HttpStatusCode.Created);

        (await desk.PostAsync($"accounts/{account}/zero", Body())).Refuses(HttpStatusCode.UnprocessableEntity, "method_needed");
        var done = await ZeroAsync(desk, account, ("offlineMethod", "cheque"));

        Assert.Equal(("done", "cheque"), (Text(done["refund"]!["state"]), Text(done["refund"]!["parts"]![0]!["method"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_balance_that_is_zero_and_a_wish_without_a_reason_are_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();

        (await desk.PostAsync($"accounts/{account}/zero", Body())).Refuses(HttpStatusCode.Conflict, "balance_is_zero");
        (await desk.PostAsync($"accounts/{account}/zero", new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");
    }

    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task What_the_bank_took_back_after_it_was_refunded_is_on_no_line_and_is_not_written_off()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00);
        await desk.RefundAsync(account, 40_00);
        await fixture.App.DrainAsync();
        var intent = fixture.Provider.Objects.All("payment_intent").Single(known => known.Id() == fixture.Provider.IntentOf(payment));
        // The bank takes all of it back, as if the refund had not been.
        var dispute = fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!, amount: 100_00)!;
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(dispute.Id(), won: false));
        await fixture.TellAsync(fixture.Provider.LastEventOf(dispute.Id(), "charge.dispute.closed"));
        Assert.Equal(40_00, await desk.BalanceAsync(account));
        var journal = (await desk.JournalAsync(account)).Count;

        foreach (var body in new[] { Body(("preview", true)), Body() })
            (await desk.PostAsync($"accounts/{account}/zero", body)).Refuses(HttpStatusCode.Conflict, "owed_outside_invoices");

        Assert.Equal(journal, (await desk.JournalAsync(account)).Count);
        await desk.BooksBalanceAsync();
    }

    private static JsonObject Body(params (string Name, JsonNode Value)[] more)
    {
        var body = new JsonObject { ["reason"] = "Closing the season" };
        foreach (var (name, value) in more)
            body[name] = value;
        return body;
    }

    private static async Task<JsonNode> ZeroAsync(Desk desk, string account, params (string Name, JsonNode Value)[] more) =>
        (await desk.PostAsync($"accounts/{account}/zero", Body(more))).Expect(HttpStatusCode.OK);
}
