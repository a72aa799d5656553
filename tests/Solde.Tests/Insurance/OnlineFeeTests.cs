using System.Net;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

[Trait("Rule", "INS-04")]
public sealed class OnlineFeeTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "INS-05")]
    [Trait("Rule", "INS-08")]
    public async Task Paid_online_the_invoice_costs_its_online_fee_and_everything_is_settled()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var endorsement = await office.AddAsync(5_000);
        var invoice = Text(endorsement["invoice"]!["id"]);

        var payment = (await office.PayOnlineAsync(invoice, 6_000, 6_210)).Expect(HttpStatusCode.Accepted);
        Assert.Equal((6_210, 210), (Minor(payment["amount"]), Minor(payment["onlineFee"])));
        // The fee is not owed before the money is here.
        Assert.Equal(0, Minor((await office.Desk.GetAsync($"accounts/{office.Account}/balance")).Json["expected"]));
        await fixture.App.DrainAsync();

        Assert.Equal(6_210, Minor((await office.Desk.GetAsync($"accounts/{office.Account}/balance")).Json["parts"]!["invoiced"]));
        Assert.Equal(0, await office.Desk.BalanceAsync(office.Account));
        Assert.Equal(0, await office.BalanceAsync());
        Assert.Equal("paid", Text((await office.Desk.InvoiceOfAsync(office.Account, invoice))["state"]));
        var fee = (await office.Desk.GetAsync($"accounts/{office.Account}/invoices?order=newest&limit=1")).Json["items"]![0]!;
        Assert.Equal((210, "paid", invoice), (Minor(fee["total"]), Text(fee["state"]), Text(fee["lines"]![0]!["item"])));
        Assert.NotNull(fee["number"]);
        Assert.Equal(6_210, fixture.Provider.IntentsOf(Text(payment["id"])).Single().Number("amount"));
        var why = (await office.WhyAsync(Text(endorsement["id"])))["breakdown"]!;
        Assert.Equal((210, 0), (Minor(why["onlineFees"]!["amount"]), Minor(why["balance"])));
        await office.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-29")]
    public async Task An_e_cheque_at_the_bank_covers_the_invoice_and_brings_its_fee_when_it_arrives()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var (desk, account) = (office.Desk, office.Account);
        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);
        var method = await BankDebits.SaveAsync(fixture, desk, account);
        var eCheque = Text((await office.PayOnlineAsync(method, invoice, 6_000, 6_210)).Expect(HttpStatusCode.Accepted)["id"]);
        await fixture.App.DrainAsync();

        Assert.Equal([5_000L, 1_000], (await desk.LiesOnAsync(account, eCheque, "provisional")).Select(allocation => allocation.Minor));
        Assert.Equal(("paid", 6_000, 6_000), await desk.StandingAsync(account, invoice));
        // Nothing of it is left to pay online, so there is no fee to ask for on top of what is owed.
        Assert.Equal(6_000, await office.BalanceAsync());
        await BankDebits.SettleAsync(fixture, desk, account, eCheque, paid: true);

        Assert.Equal(("paid", 0, 0), await desk.StandingAsync(account, invoice));
        Assert.Equal(
            [210L, 5_000, 1_000], (await desk.LiesOnAsync(account, eCheque, "allocations")).Select(allocation => allocation.Minor));
        Assert.Equal((0, 0), (await desk.BalanceAsync(account), await office.BalanceAsync()));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_payment_that_fails_leaves_no_fee_behind()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);
        var card = await office.Desk.SaveCardAsync(office.Account);
        Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), "chargeDeclined"));

        (await office.PayOnlineAsync(card, invoice, 6_000, 6_210)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(6_000, await office.Desk.BalanceAsync(office.Account));
        Assert.Equal(6_210, await office.BalanceAsync());
        Assert.Single((await office.Desk.GetAsync($"accounts/{office.Account}/invoices")).Json["items"]!.AsArray());
        await office.Desk.BooksBalanceAsync();
    }

    [Theory]
    [InlineData(6_000, null)]
    [InlineData(6_000, 6_000L)]
    [InlineData(6_000, 6_211L)]
    [InlineData(6_210, 6_210L)]
    public async Task A_total_that_the_payer_was_not_shown_is_not_charged(long amount, long? total)
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);

        (await office.PayOnlineAsync(invoice, amount, total)).Refuses(HttpStatusCode.UnprocessableEntity, "total_not_agreed");

        Assert.Empty((await office.Desk.GetAsync($"accounts/{office.Account}/payments")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_part_paid_online_costs_the_fee_of_that_part()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineMinor: 50, onlineRate: 35_000));
        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);
        Assert.Equal(6_260, await office.BalanceAsync());

        (await office.PayOnlineAsync(invoice, 2_000, 2_120)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(4_000, await office.Desk.BalanceAsync(office.Account));
        Assert.Equal(4_190, await office.BalanceAsync());
        await office.Desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Paid_over_the_counter_or_with_the_setting_off_it_costs_nothing()
    {
        var off = Office.Fees(1_000, onlineRate: 35_000);
        off["addsOnlineFees"] = false;
        var office = await Office.OpenAsync(fixture.App, off);
        var free = Text((await office.AddAsync(5_000))["invoice"]!["id"]);
        await Office.ChangeFeesAsync(office.Desk, Office.Fees(1_000, onlineRate: 35_000));
        var dear = Text((await office.AddAsync(5_000))["invoice"]!["id"]);

        (await office.PayOnlineAsync(free, 6_000, null)).Expect(HttpStatusCode.Accepted);
        await office.Desk.PayAsync(office.Account, 6_000, dear);
        await fixture.App.DrainAsync();

        Assert.Equal(0, await office.Desk.BalanceAsync(office.Account));
        Assert.Equal(0, await office.BalanceAsync());
        await office.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_charge_whose_outcome_comes_twice_invoices_its_fee_once()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_000, onlineRate: 35_000));
        var invoice = Text((await office.AddAsync(5_000))["invoice"]!["id"]);
        await fixture.App.DrainAsync();
        var payment = Text((await office.PayOnlineAsync(invoice, 6_000, 6_210)).Expect(HttpStatusCode.Accepted)["id"]);
        var charge = fixture.App.Queue.Single(message => message.Queue == "payments");

        await fixture.App.DeliverAsync(charge);
        await fixture.App.DeliverAsync(charge);
        var told = fixture.Provider.LastEventOf(fixture.Provider.IntentOf(payment), "payment_intent.succeeded");
        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(HttpStatusCode.NoContent);
        await fixture.App.DrainAsync();

        Assert.Equal(2, (await office.Desk.GetAsync($"accounts/{office.Account}/invoices")).Json["items"]!.AsArray().Count);
        Assert.Equal(0, await office.Desk.BalanceAsync(office.Account));
        await office.Desk.BooksBalanceAsync();
    }
}
