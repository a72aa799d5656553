using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "BIL-24")]
public sealed class RefundWorkflowTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task Over_two_cards_and_cash_one_part_fails_after_it_had_succeeded_and_the_books_are_right_to_the_cent()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_01);
        await desk.PayAsync(account, 20_00, invoice);
        await desk.PaidByCardAsync(account, 30_00, "pm_card_mastercard", invoice);
        await desk.PaidByCardAsync(account, 50_01, "pm_card_visa", invoice);
        Assert.Equal(Ledgers(receivable: 0, revenue: -100_01, card: 80_01, cash: 20_00, owed: 0), await LedgersAsync(desk));

        var refund = Text((await desk.RefundAsync(account, 100_01))["id"]);
        Assert.Equal(Ledgers(receivable: 20_00, revenue: -100_01, card: 80_01, cash: 0, owed: 0), await LedgersAsync(desk));
        await fixture.App.DrainAsync();

        Assert.Equal("done", Text((await desk.RefundOfAccountAsync(account, refund))["state"]));
        Assert.Equal(Ledgers(receivable: 100_01, revenue: -100_01, card: 0, cash: 0, owed: 0), await LedgersAsync(desk));

        var bounced = fixture.Provider.RefundsOf(refund)[0];
        Assert.NotNull(fixture.Provider.OnDemand.FailRefund(bounced.Id()));
        await fixture.TellAllAsync(bounced.Id());

        var found = await desk.RefundOfAccountAsync(account, refund);
        Assert.Equal("partly_failed", Text(found["state"]));
        Assert.Equal(["failed", "succeeded", "recorded"], found["parts"]!.AsArray().Select(part => Text(part!["state"])));
        var failed = found["parts"]![0]!;
        Assert.Equal("expired_or_canceled_card", Text(failed["failureCode"]));
        var credit = await desk.CreditAsync(account, Text(failed["givenAs"]));
        Assert.Equal((50_01, refund), (Minor(credit["left"]), Text(credit["origin"])));
        Assert.Equal(Ledgers(receivable: 100_01, revenue: -100_01, card: 50_01, cash: 0, owed: -50_01), await LedgersAsync(desk));
        Assert.Equal(50_00, await desk.BalanceAsync(account));
        Assert.Equal(2, fixture.Provider.RefundsOf(refund).Count);
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-08")]
    public async Task A_failed_part_is_told_to_administrators_once_however_often_the_provider_says_so()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var address = $"{desk.Organisation}@desk.example.org";
        (await desk.SettingsAsync(new JsonObject
        {
            ["notificationAddresses"] = new JsonArray(new JsonObject { ["email"] = address, ["language"] = "fr", ["kinds"] = new JsonArray("refund_failed") }),
        })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00);
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();
        var made = Assert.Single(fixture.Provider.RefundsOf(refund)).Id();

        fixture.Provider.OnDemand.FailRefund(made);
        await fixture.TellAllAsync(made);
        await fixture.TellAllAsync(made);

        var mail = Assert.Single(Mailbox.To(fixture.MailFolder, address));
        Assert.Equal("Remboursement échoué : 50.00 CAD", mail.Subject);
        Assert.Contains(Text((await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!["givenAs"]), mail.Body, StringComparison.Ordinal);
        Assert.Single((await desk.GetAsync($"accounts/{account}/credits")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_part_that_the_provider_refuses_is_a_credit_at_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 50_00);
        // A colleague refunded it at the provider's dashboard, behind our back.
        await fixture.Provider.CallAsync("/v1/refunds", "payment_intent=" + fixture.Provider.IntentOf(payment));

        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();

        var part = (await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!;
        Assert.Equal(("failed", "charge_already_refunded"), (Text(part["state"]), Text(part["failureCode"])));
        Assert.Equal(-50_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "PAY-14")]
    [InlineData(nameof(FaultKind.DropBefore))]
    [InlineData(nameof(FaultKind.DropAfter))]
    public async Task A_call_that_is_not_answered_is_unknown_and_looked_up_after_five_minutes(string kind)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00);
        fixture.Provider.Faults.Add(new Fault { Kind = Enum.Parse<FaultKind>(kind), Method = "POST", PathPrefix = "/v1/refunds", Times = 3 });
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();
        Assert.Equal("unknown", await PartStateAsync(desk, account, refund));
        Assert.Equal(-50_00, await desk.BalanceAsync(account));

        fixture.Clock.Advance(TimeSpan.FromMinutes(4));
        await fixture.App.DrainAsync();
        Assert.Equal("unknown", await PartStateAsync(desk, account, refund));
        fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.App.DrainAsync();

        Assert.Equal("succeeded", await PartStateAsync(desk, account, refund));
        Assert.Single(fixture.Provider.RefundsOf(refund));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-14")]
    public async Task A_call_whose_answer_stays_away_for_more_than_a_day_is_still_made_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00);
        fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.DropAfter, Method = "POST", PathPrefix = "/v1/refunds", Times = 3 });
        fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.DropBefore, Method = "GET", PathPrefix = "/v1/refunds", Times = 6 });
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();

        foreach (var wait in new[] { TimeSpan.FromMinutes(6), TimeSpan.FromHours(2), TimeSpan.FromHours(25) })
        {
            fixture.Clock.Advance(wait);
            await fixture.App.DrainAsync();
        }

        Assert.Equal("succeeded", await PartStateAsync(desk, account, refund));
        Assert.Single(fixture.Provider.RefundsOf(refund));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task The_providers_words_on_a_refund_may_come_twice_and_in_any_order()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();
        var made = Assert.Single(fixture.Provider.RefundsOf(refund)).Id();
        fixture.Provider.OnDemand.SucceedRefund(made);
        fixture.Provider.OnDemand.FailRefund(made);

        foreach (var told in fixture.Provider.EventsOf(made).Reverse().Concat(fixture.Provider.EventsOf(made)))
            await fixture.TellAsync(told);

        Assert.Equal("failed", await PartStateAsync(desk, account, refund));
        Assert.Equal(-50_00, await desk.BalanceAsync(account));
        Assert.Single((await desk.GetAsync($"accounts/{account}/credits")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_refund_whose_message_comes_twice_and_again_after_its_end_is_sent_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00);
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        var message = Assert.Single(fixture.App.Queue);

        await fixture.App.DeliverAsync(message);
        await fixture.App.DeliverAsync(message);
        await fixture.App.DrainAsync();
        await fixture.App.DeliverAsync(message);
        await fixture.App.DrainAsync();

        Assert.Single(fixture.Provider.RefundsOf(refund));
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task A_credit_whose_refund_is_refused_is_free_again()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        var payment = await desk.PaidByCardAsync(account, 50_00, invoices: invoice);
        var credit = Text((await desk.CancelInvoiceAsync(account, invoice, "credit"))["credit"]!["id"]);
        await fixture.Provider.CallAsync("/v1/refunds", "payment_intent=" + fixture.Provider.IntentOf(payment));
        var wish = new JsonObject { ["method"] = "card", ["expectedTotal"] = Desk.Money(50_00), ["reason"] = "Changed his mind" };

        var refund = Text((await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", wish)).Expect(HttpStatusCode.Accepted)["id"]);
        Assert.Equal(0, Minor((await desk.CreditAsync(account, credit))["left"]));
        await fixture.App.DrainAsync();

        Assert.Equal("failed", Text((await desk.RefundOfAccountAsync(account, refund))["state"]));
        Assert.Equal(50_00, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Equal(-50_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    private static async Task<string> PartStateAsync(Desk desk, string account, string refund) =>
        Text((await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!["state"]);

    private static SortedDictionary<string, long> Ledgers(long receivable, long revenue, long card, long cash, long owed) => new(StringComparer.Ordinal)
    {
        ["receivable"] = receivable,
        ["revenue"] = revenue,
        ["card"] = card,
        ["cash"] = cash,
        ["owed"] = owed,
    };

    private static async Task<SortedDictionary<string, long>> LedgersAsync(Desk desk)
    {
        var ledgers = (await desk.BooksAsync())["ledgers"]!.AsObject();
        long Of(string ledger) => ledgers[ledger]?.GetValue<long>() ?? 0;
        return Ledgers(
            Of("receivable"),
            ledgers.Where(ledger => ledger.Key.StartsWith("revenue:", StringComparison.Ordinal)).Sum(ledger => ledger.Value!.GetValue<long>()),
            Of("receipts:card"),
            Of("receipts:cash"),
            Of("credits_owed"));
    }
}
