using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Partners;

[Trait("Rule", "PAY-16")]
public sealed class EventsTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    public async Task A_cash_payment_that_pays_an_invoice_is_three_events_though_nobody_listens()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100);
        var part = Text((await desk.PayAsync(account, 40, invoice))["id"]);
        var rest = Text((await desk.PayAsync(account, 60, invoice))["id"]);
        await fixture.App.DrainAsync();

        Assert.Equal(
            [$"invoice.issued {invoice}", $"invoice.paid {invoice}", $"payment.recorded {part}", $"payment.recorded {rest}"],
            (await ToldAsync(desk)).Order());
        Assert.All(await desk.EventsAsync(), told => Assert.Equal(account, Text(told!["data"]!["account"])));
        Assert.Empty(await desk.DeliveriesAsync());
    }

    [Fact]
    public async Task A_charge_tells_when_its_money_arrived_and_each_time_it_failed()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var declined = await desk.PaidByCardAsync(account, 100_00, "pm_card_chargeCustomerFail");
        var paid = await desk.PaidByCardAsync(account, 100_00);

        await fixture.TellAllAsync(fixture.Provider.IntentOf(declined));
        await fixture.TellAllAsync(fixture.Provider.IntentOf(paid));

        Assert.Equal([$"payment.failed {declined}", $"payment.recorded {paid}"], (await ToldAsync(desk)).Order());
    }

    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task Money_that_the_bank_takes_back_and_an_invoice_paid_a_second_time_are_events_of_their_own()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 80_00);
        var payment = await desk.PaidByCardAsync(account, 80_00, invoices: invoice);
        var intent = fixture.Provider.Objects.All("payment_intent").Single(known => known.Id() == fixture.Provider.IntentOf(payment));
        var dispute = fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!)!.Id();
        fixture.Provider.OnDemand.CloseDispute(dispute, won: false);
        await fixture.TellAllAsync(dispute);
        var cash = Text((await desk.PayAsync(account, 80_00, invoice))["id"]);
        await fixture.App.DrainAsync();

        var told = (await ToldAsync(desk)).ToArray();
        Assert.Equal(
            [
                $"invoice.issued {invoice}", $"invoice.paid {invoice}", $"invoice.paid {invoice}",
                $"payment.recorded {payment}", $"payment.recorded {cash}", $"payment.returned {payment}",
            ],
            told.OrderBy(line => line.Split(' ')[0], StringComparer.Ordinal).ThenBy(line => line.EndsWith(cash, StringComparison.Ordinal)));
        Assert.Equal(6, (await desk.EventsAsync()).Select(happened => Text(happened!["id"])).Distinct().Count());
    }

    [Fact]
    public async Task A_refund_tells_of_each_part_how_it_ended()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PayAsync(account, 30_00);
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var refund = Text((await desk.RefundAsync(account, 80_00))["id"]);
        await fixture.App.DrainAsync();
        Assert.Equal(["refund.succeeded"], await RefundTypesAsync(desk, refund));

        var made = Assert.Single(fixture.Provider.RefundsOf(refund)).Id();
        fixture.Provider.OnDemand.FailRefund(made, "expired_or_canceled_card");
        await fixture.TellAllAsync(made);

        Assert.Equal(["refund.failed", "refund.succeeded"], (await RefundTypesAsync(desk, refund)).Order());
        var subjects = (await desk.EventsAsync()).Select(told => told!["data"]!).Where(data => data["refund"] is not null);
        Assert.Equal(["1", "2"], subjects.Select(data => Text(data["part"])).Order());
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task A_payment_cancelled_is_an_event_and_its_invoice_tells_nothing_until_it_is_paid_again()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100);
        var payment = Text((await desk.PayAsync(account, 100, invoice))["id"]);
        var reason = new JsonObject { ["reason"] = "typo" };
        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", reason)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        Assert.Equal(
            [$"invoice.issued {invoice}", $"invoice.paid {invoice}", $"payment.cancelled {payment}", $"payment.recorded {payment}"],
            (await ToldAsync(desk)).Order());
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task The_same_message_twice_is_the_same_event_and_one_delivery()
    {
        await using var partner = await PartnerServer.StartAsync();
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.SubscribeAsync(partner);
        var account = await desk.AccountAsync();
        await fixture.App.DrainAsync();
        await desk.PayAsync(account, 100);
        var told = fixture.App.Queue.Single(message => message.Queue == "partners");

        await fixture.App.DrainAsync();
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.App.DeliverAsync(told);
        await fixture.App.DrainAsync();

        Assert.Single(await desk.EventsAsync());
        Assert.Equal(["200"], PartnerScenes.Log(await desk.OnlyDeliveryAsync()));
        Assert.Single(partner.Received);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Events_are_listed_newest_first_by_type_account_and_day_page_by_page()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var first = await desk.PaidAsync();
        var from = fixture.Clock.GetUtcNow().AddHours(-5).ToString("yyyy-MM-dd");
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        var second = await desk.PaidAsync();
        var to = fixture.Clock.GetUtcNow().AddHours(-5).ToString("yyyy-MM-dd");
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        var third = await desk.PaidAsync();

        Assert.Equal([third.Payment, second.Payment, first.Payment], await PaymentsAsync(desk, ""));
        Assert.Equal([second.Payment], await PaymentsAsync(desk, "?account=" + second.Account));
        Assert.Equal([second.Payment, first.Payment], await PaymentsAsync(desk, $"?from={from}&to={to}"));
        Assert.Equal([third.Payment, second.Payment], await PaymentsAsync(desk, $"?from={to}"));
        Assert.Empty(await PaymentsAsync(desk, "?type=invoice.paid"));
        (await desk.GetAsync("partners/events?type=invoice.eaten")).Refuses(HttpStatusCode.BadRequest, "invalid_request");

        var page = (await desk.GetAsync("partners/events?limit=2")).Expect(HttpStatusCode.OK);
        Assert.Equal([first.Payment], await PaymentsAsync(desk, "?limit=2&cursor=" + Text(page["next"])));
    }

    private static async Task<IEnumerable<string>> PaymentsAsync(Desk desk, string query) =>
        (await desk.EventsAsync(query)).Select(told => Text(told!["data"]!["payment"])).ToArray();

    private static async Task<IEnumerable<string>> RefundTypesAsync(Desk desk, string refund) => (await desk.EventsAsync())
        .Where(told => told!["data"]!["refund"]?.GetValue<string>() == refund)
        .Select(told => Text(told!["type"]))
        .ToArray();

    /// <summary>Every event with the document that it is about.</summary>
    private static async Task<IEnumerable<string>> ToldAsync(Desk desk) => (await desk.EventsAsync()).Select(told =>
        $"{Text(told!["type"])} {Text(told["data"]!["invoice"] ?? told["data"]!["payment"] ?? told["data"]!["refund"])}").ToArray();
}
