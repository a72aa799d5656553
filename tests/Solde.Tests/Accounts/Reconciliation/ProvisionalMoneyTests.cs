using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>An e-cheque at the bank, and each way in which it ends.</summary>
[Trait("Rule", "BIL-29")]
public sealed class ProvisionalMoneyTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task At_the_bank_it_covers_invoices_and_each_says_that_it_is_only_provisional()
    {
        var (desk, account, older, newer) = await SceneAsync();

        var eCheque = await BankDebits.SendAsync(fixture, desk, account, 150_00);

        Assert.Equal(("paid", 100_00, 100_00), await desk.StandingAsync(account, older));
        Assert.Equal(("partly_paid", 80_00, 50_00), await desk.StandingAsync(account, newer));
        Assert.Equal([(older, 100_00), (newer, 50_00)], await desk.LiesOnAsync(account, eCheque, "provisional"));
        Assert.Empty(await desk.LiesOnAsync(account, eCheque, "allocations"));
        Assert.Equal(0, Minor((await desk.PaymentAsync(account, eCheque))["unapplied"]));
        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);
        Assert.Equal((180_00, 30_00), (Minor(balance["current"]), Minor(balance["expected"])));
        Assert.Equal([older], await ListedAsync(desk, account, "paid"));
        Assert.Equal([newer], await ListedAsync(desk, account, "partly_paid"));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [InlineData("succeeded", "paid", "partly_paid", 30_00)]
    [InlineData("failed", "open", "open", 180_00)]
    [InlineData("cancelled", "open", "open", 180_00)]
    [InlineData("awaiting_customer", "open", "open", 180_00)]
    public async Task However_it_ends_nothing_stays_provisional(string fate, string olderState, string newerState, long current)
    {
        var (desk, account, older, newer) = await SceneAsync();
        var eCheque = await BankDebits.SendAsync(fixture, desk, account, 150_00);

        await EndAsync(desk, account, eCheque, fate);

        Assert.Equal(fate, Text((await desk.PaymentAsync(account, eCheque))["state"]));
        var paid = fate == "succeeded";
        Assert.Equal((olderState, paid ? 0 : 100_00, 0), await desk.StandingAsync(account, older));
        Assert.Equal((newerState, paid ? 30_00 : 80_00, 0), await desk.StandingAsync(account, newer));
        Assert.Empty(await desk.LiesOnAsync(account, eCheque, "provisional"));
        Assert.Equal(paid ? [(older, 100_00), (newer, 50_00)] : [], await desk.LiesOnAsync(account, eCheque, "allocations"));
        Assert.Equal(current, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task Failing_on_the_fifth_day_it_comes_off_line_by_line_and_the_journal_shows_each()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceOfLinesAsync(account, 60_00, 40_00);
        var eCheque = await BankDebits.SendAsync(fixture, desk, account, 100_00, invoice);
        fixture.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(("paid", 100_00, 100_00), await desk.StandingAsync(account, invoice));

        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: false);

        Assert.Equal(("open", 100_00, 0), await desk.StandingAsync(account, invoice));
        var failed = Assert.Single(await desk.JournalAsync(account), entry => Text(entry!["action"]) == "PaymentFailed")!;
        var cameOff = failed["changes"]!.AsArray()
            .Where(change => Text(change!["path"]).StartsWith("invoice|", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(
            [($"invoice|{invoice}.lines[0].provisional", 60_00L), ($"invoice|{invoice}.lines[1].provisional", 40_00L)],
            cameOff.Select(change => (Text(change!["path"]), Minor(change["before"]))));
        Assert.All(cameOff, change => Assert.Null(change!["after"]));
        Assert.Empty(failed["postings"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task One_that_was_made_for_an_invoice_covers_that_one_and_its_rest_lies_nowhere()
    {
        var (desk, account, older, newer) = await SceneAsync();

        var eCheque = await BankDebits.SendAsync(fixture, desk, account, 90_00, newer);

        Assert.Equal(("open", 100_00, 0), await desk.StandingAsync(account, older));
        Assert.Equal(("paid", 80_00, 80_00), await desk.StandingAsync(account, newer));
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);
        Assert.Equal(10_00, Minor((await desk.PaymentAsync(account, eCheque))["unapplied"]));
        Assert.Equal(("open", 100_00, 0), await desk.StandingAsync(account, older));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "BIL-13")]
    [InlineData(true, "paid", "paid", 0)]
    [InlineData(false, "failed", "partly_paid", 50_00)]
    public async Task An_instalment_by_e_cheque_covers_its_share_of_its_invoice(bool arrives, string instalment, string invoice, long left)
    {
        var (desk, account, _, newer) = await SceneAsync();
        await desk.PayAsync(account, 30_00, newer);
        var method = await BankDebits.SaveAsync(fixture, desk, account);
        var plan = await desk.PlanAsync(
            account, 50_00, new JsonObject { ["dates"] = PlanScenes.Dates(fixture.Day()), ["paymentMethod"] = method }, newer);
        // Banks are closed at weekends.
        await fixture.StrikeAfterAsync(3);
        Assert.Equal(("paid", 50_00, 50_00), await desk.StandingAsync(account, newer));

        var eCheque = Text((await desk.ListAsync($"accounts/{account}/payments?order=newest"))[0]["id"]);
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, arrives);

        Assert.Equal([instalment], await desk.StatesAsync(account, plan));
        Assert.Equal((invoice, left, 0), await desk.StandingAsync(account, newer));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [InlineData(true, 44, 2_00)]
    [InlineData(false, 0, 0)]
    public async Task It_covers_as_many_invoices_as_fit_in_one_step_and_arrives_or_comes_off_in_one(bool arrives, int paid, long unapplied)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        for (var i = 0; i < 46; i++)
            await desk.InvoiceAsync(account, 1_00);
        var eCheque = await BankDebits.SendAsync(fixture, desk, account, 46_00);
        Assert.Equal(44, (await desk.LiesOnAsync(account, eCheque, "provisional")).Length);

        await BankDebits.SettleAsync(fixture, desk, account, eCheque, arrives);

        Assert.Empty(await desk.LiesOnAsync(account, eCheque, "provisional"));
        Assert.Equal(paid, (await desk.LiesOnAsync(account, eCheque, "allocations")).Length);
        Assert.Equal(unapplied, Minor((await desk.PaymentAsync(account, eCheque))["unapplied"]));
        await desk.BooksBalanceAsync();
    }

    private Task EndAsync(Desk desk, string account, string eCheque, string fate) => fate switch
    {
        "succeeded" => BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true),
        "failed" => BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: false),
        "cancelled" => BankDebits.BecomesAsync(fixture, eCheque, "canceled", "payment_intent.canceled"),
        _ => BankDebits.BecomesAsync(fixture, eCheque, "requires_action", "payment_intent.requires_action"),
    };

    private static async Task<string[]> ListedAsync(Desk desk, string account, string state) =>
        [.. (await desk.ListAsync($"accounts/{account}/invoices?state={state}")).Select(invoice => Text(invoice["id"]))];

    /// <summary>Two invoices: 100 that fell due in January, 80 in February.</summary>
    private async Task<(Desk Desk, string Account, string Older, string Newer)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var older = await desk.InvoiceAsync(account, 100_00, "2026-01-10");
        return (desk, account, older, await desk.InvoiceAsync(account, 80_00, "2026-02-10"));
    }
}
