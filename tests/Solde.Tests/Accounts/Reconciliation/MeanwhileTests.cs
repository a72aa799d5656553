using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>What may happen to an invoice of 100 while an e-cheque for it lies at the bank.</summary>
[Trait("Rule", "BIL-29")]
public sealed class MeanwhileTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    public async Task Two_e_cheques_share_it_and_the_one_that_arrives_may_take_what_the_other_gave_back()
    {
        var (desk, account, invoice) = await SceneAsync();
        var first = await SendAsync(desk, account, 60_00, invoice);
        var second = await SendAsync(desk, account, 60_00, invoice);
        Assert.Equal([(invoice, 40_00)], await desk.LiesOnAsync(account, second, "provisional"));
        Assert.Equal(("paid", 100_00, 100_00), await desk.StandingAsync(account, invoice));

        await BankDebits.SettleAsync(fixture, desk, account, first, paid: false);
        Assert.Equal(("partly_paid", 100_00, 40_00), await desk.StandingAsync(account, invoice));
        await BankDebits.SettleAsync(fixture, desk, account, second, paid: true);

        Assert.Equal(("partly_paid", 40_00, 0), await desk.StandingAsync(account, invoice));
        Assert.Equal([(invoice, 60_00)], await desk.LiesOnAsync(account, second, "allocations"));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task Cash_pays_only_what_is_not_covered_and_the_e_cheque_finds_its_lines_when_it_arrives()
    {
        var (desk, account, invoice) = await SceneAsync();
        var eCheque = await SendAsync(desk, account, 70_00, invoice);

        var cash = await desk.PayAsync(account, 50_00, invoice);

        Assert.Equal(20_00, Minor(cash["unapplied"]));
        Assert.Equal(("paid", 70_00, 70_00), await desk.StandingAsync(account, invoice));
        (await AllocateAsync(desk, account, Text(cash["id"]), invoice, 1)).Refuses(HttpStatusCode.Conflict, "nothing_left");
        (await AllocateAsync(desk, account, eCheque, invoice, 1)).Refuses(HttpStatusCode.Conflict, "nothing_left");
        var reconciled = (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 0), (reconciled["allocations"]!.AsArray().Count, reconciled["count"]!.GetValue<int>()));

        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);

        Assert.Equal(("paid", 0, 0), await desk.StandingAsync(account, invoice));
        Assert.Equal(-20_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task Cash_that_waits_pays_what_the_failed_e_cheque_opened_once_the_account_is_reconciled()
    {
        var (desk, account, invoice) = await SceneAsync();
        var eCheque = await SendAsync(desk, account, 100_00, invoice);
        await desk.PayAsync(account, 100_00);

        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: false);
        Assert.Equal(("open", 100_00, 0), await desk.StandingAsync(account, invoice));
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);

        Assert.Equal(("paid", 0, 0), await desk.StandingAsync(account, invoice));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "BIL-06")]
    [InlineData("credit")]
    [InlineData("refund")]
    public async Task A_cancelled_line_loses_it_and_what_arrives_goes_where_there_is_something_to_pay(string settle)
    {
        var (desk, account, _) = await SceneAsync("2026-02-10");
        var cancelled = await desk.InvoiceOfLinesAsync(account, 60_00, 40_00);
        var eCheque = await SendAsync(desk, account, 100_00);
        Assert.Equal([(cancelled, 60_00), (cancelled, 40_00)], await desk.LiesOnAsync(account, eCheque, "provisional"));

        await desk.CancelInvoiceAsync(account, cancelled, settle, "1");

        Assert.Equal(("partly_cancelled", 40_00, 40_00), await desk.StandingAsync(account, cancelled));
        Assert.Equal("pending", Text((await desk.PaymentAsync(account, eCheque))["state"]));
        Assert.Equal([(cancelled, 40_00)], await desk.LiesOnAsync(account, eCheque, "provisional"));
        Assert.Equal(140_00, await desk.BalanceAsync(account));
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);
        Assert.Equal([40_00L, 60_00], (await desk.LiesOnAsync(account, eCheque, "allocations")).Select(allocation => allocation.Minor));
        Assert.Equal(40_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-06")]
    public async Task What_was_made_for_a_cancelled_invoice_stays_unapplied_when_it_arrives()
    {
        var (desk, account, invoice) = await SceneAsync();
        var eCheque = await SendAsync(desk, account, 100_00, invoice);

        await desk.CancelInvoiceAsync(account, invoice, "credit");
        Assert.Equal(("cancelled", 0, 0), await desk.StandingAsync(account, invoice));
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);

        Assert.Equal(100_00, Minor((await desk.PaymentAsync(account, eCheque))["unapplied"]));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-21")]
    public async Task Only_what_it_does_not_cover_is_written_off()
    {
        var (desk, account, invoice) = await SceneAsync();
        var eCheque = await SendAsync(desk, account, 70_00, invoice);

        var written = (await ZeroAsync(desk, account)).Expect(HttpStatusCode.OK);
        Assert.Equal(30_00, Minor(written["writtenOff"]!["amount"]));
        (await ZeroAsync(desk, account)).Refuses(HttpStatusCode.Conflict, "balance_is_zero");

        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "BIL-21")]
    [InlineData(100_00, null)]
    [InlineData(130_00, 30_00L)]
    public async Task Money_that_would_be_needed_if_it_failed_is_not_refunded(long cash, long? refunded)
    {
        var (desk, account, invoice) = await SceneAsync();
        var eCheque = await SendAsync(desk, account, 100_00, invoice);
        await desk.PayAsync(account, cash);

        var answer = await ZeroAsync(desk, account);

        if (refunded is null)
            answer.Refuses(HttpStatusCode.Conflict, "balance_is_zero");
        else
            Assert.Equal(refunded, Minor(answer.Expect(HttpStatusCode.OK)["refund"]!["amount"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-13")]
    public async Task A_plan_may_take_only_what_it_does_not_cover()
    {
        var (desk, account, invoice) = await SceneAsync();
        // For no invoice in particular: that it lies on this one is what counts.
        await SendAsync(desk, account, 70_00);
        var card = new JsonObject { ["paymentMethod"] = await desk.SaveCardAsync(account) };

        (await desk.AskPlanAsync(account, 30_01, card, invoice)).Refuses(HttpStatusCode.Conflict, "plan_beyond_invoices");
        await desk.PlanAsync(account, 30_00, card, invoice);
    }

    [Fact]
    [Trait("Rule", "BIL-05")]
    public async Task An_extra_invoice_for_its_line_is_not_covered()
    {
        var (desk, account, invoice) = await SceneAsync();
        await SendAsync(desk, account, 100_00, invoice);

        var body = new JsonObject { ["unitPrice"] = Desk.Money(120_00), ["reason"] = "Dearer hall" };
        var path = $"accounts/{account}/invoices/{invoice}/lines/1/difference";
        var extra = (await desk.PostAsync(path, body)).Expect(HttpStatusCode.Created);

        Assert.Equal(("open", 20_00, 0), await desk.StandingAsync(account, Text(extra["id"])));
        Assert.Equal(("paid", 100_00, 100_00), await desk.StandingAsync(account, invoice));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    private Task<string> SendAsync(Desk desk, string account, long minor, params string[] invoices) =>
        BankDebits.SendAsync(fixture, desk, account, minor, invoices);

    private static Task<TestAnswer> AllocateAsync(Desk desk, string account, string payment, string invoice, long minor) =>
        desk.PostAsync($"accounts/{account}/payments/{payment}/allocations", new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["invoice"] = invoice, ["line"] = "1", ["amount"] = Desk.Money(minor) }),
        });

    private static Task<TestAnswer> ZeroAsync(Desk desk, string account) =>
        desk.PostAsync($"accounts/{account}/zero", new JsonObject { ["reason"] = "Closing the season" });

    private async Task<(Desk Desk, string Account, string Invoice)> SceneAsync(string due = "2026-01-10")
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        return (desk, account, await desk.InvoiceAsync(account, 100_00, due));
    }
}
