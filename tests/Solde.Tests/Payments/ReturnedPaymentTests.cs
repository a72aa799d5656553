using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-15")]
public sealed class ReturnedPaymentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Money_that_the_bank_takes_back_months_later_is_a_new_entry_and_what_it_paid_is_open_again()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 80_00);
        var payment = await desk.PaidByCardAsync(account, 100_00, invoices: invoice);
        var before = (await desk.JournalAsync(account)).Count;
        fixture.Clock.Advance(TimeSpan.FromDays(60));

        await LoseDisputeAsync(payment, times: 2);

        var found = await desk.PaymentAsync(account, payment);
        Assert.Equal(("returned", 0, 0), (Text(found["state"]), Minor(found["unapplied"]), Minor(found["refundable"])));
        Assert.Equal("open", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(80_00, await desk.BalanceAsync(account));
        var entry = Assert.Single((await desk.JournalAsync(account)).Skip(before))!;
        Assert.Equal(("PaymentReturned", payment, "fraudulent"), (Text(entry["action"]), Text(entry["corrects"]), Text(entry["reason"])));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_dispute_over_what_a_refund_left_takes_back_just_that()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00);
        await desk.RefundAsync(account, 40_00);
        await fixture.App.DrainAsync();

        await LoseDisputeAsync(payment);

        Assert.Equal("returned", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_line_that_was_cancelled_as_a_credit_owes_again_what_its_payment_lost()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var payment = await desk.PaidByCardAsync(account, 100_00, invoices: invoice);
        await desk.CancelInvoiceAsync(account, invoice, "credit");

        await LoseDisputeAsync(payment);

        // The credit is still there, and so is what it was made from: together nothing is owed.
        Assert.Equal(100_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task A_dispute_that_overtakes_the_word_that_the_money_came_is_applied_all_the_same()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00, await fixture.Provider.CanadianAccountAsync());
        Assert.Equal("pending", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.NotNull(fixture.Provider.OnDemand.SucceedPayment(fixture.Provider.IntentOf(payment)));

        await LoseDisputeAsync(payment, times: 2);
        Assert.Equal("returned", Text((await desk.PaymentAsync(account, payment))["state"]));
        foreach (var late in fixture.Provider.EventsOf(fixture.Provider.IntentOf(payment)))
            await TellAsync(late);

        Assert.Equal("returned", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        Assert.Empty((await desk.GetAsync("payments/unmatched-events")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_dispute_that_is_won_moves_no_money()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00);

        await CloseDisputeAsync(payment, won: true, times: 1);

        Assert.Equal("succeeded", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
    }

    private Task LoseDisputeAsync(string payment, int times = 1) => CloseDisputeAsync(payment, won: false, times);

    private async Task CloseDisputeAsync(string payment, bool won, int times)
    {
        var intent = fixture.Provider.Objects.All("payment_intent").Single(known => known.Id() == fixture.Provider.IntentOf(payment));
        var dispute = fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!)!.Id();
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(dispute, won));
        for (var i = 0; i < times; i++)
            await TellAsync(fixture.Provider.LastEventOf(dispute, "charge.dispute.closed"));
    }

    private async Task TellAsync(JsonObject told)
    {
        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(HttpStatusCode.NoContent);
        await fixture.App.DrainAsync();
    }
}
