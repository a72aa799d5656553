using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.PlanScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

public sealed class DuePaymentsTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    [Trait("Rule", "BIL-12")]
    public async Task What_falls_due_on_one_day_by_one_card_is_one_payment_shared_out_over_its_invoices()
    {
        var (desk, account, card) = await SceneAsync();
        var swimming = await desk.InvoiceAsync(account, 100_00);
        var dancing = await desk.InvoiceAsync(account, 60_00);
        var first = await desk.PlanAsync(account, 50_00, Once(1, card), swimming);
        var second = await desk.PlanAsync(account, 60_00, Once(1, card), dancing);
        var tomorrow = await desk.PlanAsync(account, 25_00, Once(2, card), swimming);

        await fixture.StrikeAfterAsync(1);

        var payment = Assert.Single(await desk.ListAsync($"accounts/{account}/payments"));
        Assert.Equal((110_00, "succeeded"), (Minor(payment["amount"]), Text(payment["state"])));
        Assert.Single(fixture.Provider.IntentsOf(Text(payment["id"])));
        // To each as much as its own instalment: the older invoice would have taken all of it.
        Assert.Equal(50_00, Minor((await desk.InvoiceOfAsync(account, swimming))["left"]));
        Assert.Equal(0, Minor((await desk.InvoiceOfAsync(account, dancing))["left"]));
        Assert.Equal(
            ["paid", "paid", "scheduled"],
            [.. await desk.StatesAsync(account, first), .. await desk.StatesAsync(account, second), .. await desk.StatesAsync(account, tomorrow)]);
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-12")]
    public async Task A_grouped_charge_that_fails_fails_all_its_instalments_and_says_why()
    {
        var (desk, account, card) = await SceneAsync(becomes: "chargeDeclinedInsufficientFunds");
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var first = await desk.PlanAsync(account, 50_00, Once(1, card), invoice);
        var second = await desk.PlanAsync(account, 20_00, Once(1, card));

        await fixture.StrikeAfterAsync(1);

        Assert.Single(await desk.ListAsync($"accounts/{account}/payments"));
        foreach (var plan in new[] { first, second })
        {
            var failed = (await desk.PlanOfAsync(account, plan))["instalments"]![0]!;
            Assert.Equal(("failed", "insufficient_funds"), (Text(failed["state"]), Text(failed["failureCode"])));
            Assert.Equal("There is not enough money on the account.", Text(failed["failureMeaning"]));
        }
        Assert.Equal(100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-12")]
    public async Task Another_card_and_e_cheques_are_charged_on_their_own()
    {
        var (desk, account, card) = await SceneAsync();
        var other = await desk.SaveCardAsync(account, "pm_card_mastercard");
        var bank = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        foreach (var method in new[] { card, card, other, bank, bank })
            await desk.PlanAsync(account, 10_00, Once(7, method));

        await fixture.StrikeAfterAsync(10);

        Assert.Equal(
            [("acss_debit", 10_00), ("acss_debit", 10_00), ("card", 10_00), ("card", 20_00)],
            (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => (Text(payment["method"]), Minor(payment["amount"]))).Order());
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Messages_that_come_twice_charge_once()
    {
        var (desk, account, card) = await SceneAsync();
        await desk.PlanAsync(account, 10_00, Once(1, card));
        await fixture.App.DrainAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(1));

        await fixture.App.RunTimerAsync("FindDuePayments");
        await fixture.App.RunTimerAsync("FindDuePayments");
        fixture.App.Queue.AddRange(fixture.App.Queue.ToArray());
        await fixture.App.DrainAsync();
        await fixture.StrikeAfterAsync(0);

        Assert.Equal(10_00, Minor(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["amount"]));
        Assert.Equal(-10_00, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task What_a_timer_that_stood_still_has_missed_is_charged_by_the_next_run_each_day_on_its_own()
    {
        var (desk, account, card) = await SceneAsync();
        await desk.PlanAsync(account, 30_00, new JsonObject { ["dates"] = Dates(fixture.Day(1), fixture.Day(3), fixture.Day(20)), ["paymentMethod"] = card });

        await fixture.StrikeAfterAsync(5);

        Assert.Equal([10_00, 10_00], (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Minor(payment["amount"])));
        await fixture.StrikeAfterAsync(15);
        Assert.Equal(-30_00, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "BIL-15")]
    public async Task An_instalment_asks_only_for_what_is_left_of_its_invoice_and_for_nothing_where_nothing_is()
    {
        var (desk, account, card) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 90_00);
        var dates = new JsonObject { ["dates"] = Dates(fixture.Day(1), fixture.Day(2), fixture.Day(3)), ["paymentMethod"] = card };
        var plan = await desk.PlanAsync(account, 90_00, dates, invoice);
        await desk.PayAsync(account, 50_00, invoice);

        for (var day = 1; day <= 3; day++)
            await fixture.StrikeAfterAsync(1);

        var instalments = (await desk.PlanOfAsync(account, plan))["instalments"]!.AsArray();
        Assert.Equal(
            [("paid", 0), ("paid", 20_00), ("not_needed", 30_00)],
            instalments.Select(part => (Text(part!["state"]), Minor(part["notNeeded"]))));
        Assert.Equal(0, await desk.BalanceAsync(account));
        Assert.Empty(await desk.ListAsync($"accounts/upcoming-payments?account={account}"));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-06")]
    public async Task Nothing_more_is_charged_for_an_invoice_that_was_cancelled()
    {
        var (desk, account, card) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 90_00);
        var plan = await desk.PlanAsync(account, 90_00, new JsonObject { ["dates"] = Dates(fixture.Day(1), fixture.Day(2)), ["paymentMethod"] = card }, invoice);
        await fixture.StrikeAfterAsync(1);
        await desk.CancelInvoiceAsync(account, invoice, "credit");

        await fixture.StrikeAfterAsync(1);

        Assert.Equal(["paid", "not_needed"], await desk.StatesAsync(account, plan));
        Assert.Equal(-45_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task An_instalment_whose_payment_the_bank_takes_back_has_failed()
    {
        var (desk, account, card) = await SceneAsync();
        var plan = await desk.PlanAsync(account, 10_00, Once(1, card));
        await fixture.StrikeAfterAsync(1);
        var payment = Text(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["id"]);

        var intent = fixture.Provider.Objects.All("payment_intent").Single(known => known.Id() == fixture.Provider.IntentOf(payment));
        var dispute = fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!)!.Id();
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(dispute, won: false));
        await fixture.App.TellAsync(fixture.Provider.LastEventOf(dispute, "charge.dispute.closed"), fixture.Clock);
        await fixture.App.DrainAsync();

        var instalment = (await desk.PlanOfAsync(account, plan))["instalments"]![0]!;
        Assert.Equal(("failed", "fraudulent"), (Text(instalment["state"]), Text(instalment["failureCode"])));
        await desk.BooksBalanceAsync();
    }

    private JsonObject Once(int inDays, string method) => new() { ["dates"] = Dates(fixture.Day(inDays)), ["paymentMethod"] = method };

    private async Task<(Desk Desk, string Account, string Card)> SceneAsync(string? becomes = null)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var card = await desk.SaveCardAsync(account);
        if (becomes is not null)
            Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), becomes));
        return (desk, account, card);
    }
}
