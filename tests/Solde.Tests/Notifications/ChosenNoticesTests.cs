using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Notifications;

/// <summary>Each kind of notice reaches those who want it and nobody else.</summary>
[Trait("Rule", "PAY-08")]
public sealed class ChosenNoticesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Every_failure_is_told_by_a_kind_of_its_own()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await ClerkAsync(desk, [], []);
        var account = await desk.AccountAsync();
        var card = await EmptyCardAsync(desk, account);
        await desk.ChargeAsync(account, card, 10_00);
        await fixture.App.DrainAsync();
        Assert.Equal(["payment_failed"], await ToldAsync(desk));

        await desk.PlanAsync(account, 20_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = card });
        await fixture.StrikeAfterAsync(0);
        Assert.Equal(["card_instalment_failed", "payment_failed"], await ToldAsync(desk));

        await desk.SubscribeAsync(account, 30_00, card);
        await fixture.StrikeAfterAsync(0);
        Assert.Equal(["card_instalment_failed", "card_subscription_failed", "payment_failed"], await ToldAsync(desk));

        await FailingEChequeAsync(desk, account);
        Assert.Equal(["card_instalment_failed", "card_subscription_failed", "echeque_failed", "payment_failed"], await ToldAsync(desk));
    }

    [Fact]
    public async Task A_kind_can_be_switched_off_in_the_centre_and_by_mail_each_for_itself()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var mailed = await ClerkAsync(desk, ["payment_failed"], ["payment_failed", "echeque_failed"]);
        var account = await desk.AccountAsync();
        await desk.ChargeAsync(account, await EmptyCardAsync(desk, account), 10_00);
        await FailingEChequeAsync(desk, account);

        Assert.Equal(["payment_failed"], await ToldAsync(desk));
        Assert.Equal("Payment failed: 10.00 CAD", Assert.Single(Mailbox.To(fixture.MailFolder, mailed)).Subject);
        (await desk.PutAsync("organisations/current/administrators/clerk", Clerk(mailed, [], ["receipt"])))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Purchases_payments_and_cancellations_are_confirmed_to_the_addresses_that_ask_for_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var all = await AddressAsync(desk, "purchase_confirmed", "payment_confirmed", "cancellation_confirmed");
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 40_00, invoice);
        await fixture.App.DrainAsync();
        await desk.CancelInvoiceAsync(account, invoice, "credit");
        await fixture.App.DrainAsync();

        Assert.Equal(["Cancellation: 100.00 CAD", "Payment received: 40.00 CAD", "Purchase: 100.00 CAD"], Subjects(all));
        var number = Text((await desk.InvoiceOfAsync(account, invoice))["number"]);
        Assert.Equal(2, Mailbox.To(fixture.MailFolder, all).Count(mail => mail.Body.Contains("Invoice " + number, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_address_that_asks_for_nothing_gets_nothing()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var none = await AddressAsync(desk);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 40_00, invoice);
        await desk.CancelInvoiceAsync(account, invoice, "credit");
        await FailingEChequeAsync(desk, account);

        Assert.Empty(Mailbox.To(fixture.MailFolder, none));
    }

    [Fact]
    public async Task Instalments_are_confirmed_by_e_cheque_and_not_by_card_and_a_planned_payment_that_fails_is_told()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var address = await AddressAsync(desk, "payment_confirmed", "echeque_instalment_confirmed", "planned_payment_failed");
        var account = await desk.AccountAsync();
        var bank = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        var card = await desk.SaveCardAsync(account);
        await desk.PlanAsync(account, 20_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = card });
        await desk.PlanAsync(account, 30_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = bank });
        await desk.PlanAsync(account, 50_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = await EmptyCardAsync(desk, account) });
        await fixture.StrikeAfterAsync(0);
        var pending = Assert.Single(await desk.ListAsync($"accounts/{account}/payments?state=pending"));
        var intent = fixture.Provider.IntentOf(Text(pending["id"]));
        Assert.NotNull(fixture.Provider.OnDemand.SucceedPayment(intent));
        await fixture.TellAllAsync(intent);

        Assert.Equal(["Instalment received: 30.00 CAD", "Planned payment failed: 50.00 CAD"], Subjects(address));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task However_often_its_messages_come_each_occasion_is_told_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var address = await AddressAsync(desk, "purchase_confirmed", "cancellation_confirmed");
        var account = await desk.AccountAsync();
        await fixture.App.DrainAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.CancelInvoiceAsync(account, invoice, "credit");
        for (var round = 0; round < 4; round++)
        {
            foreach (var message in fixture.App.Queue.ToArray())
            {
                await fixture.App.DeliverAsync(message);
                await fixture.App.DeliverAsync(message);
            }
        }
        await fixture.App.DrainAsync();

        Assert.Equal(["Cancellation: 100.00 CAD", "Purchase: 100.00 CAD"], Subjects(address));
    }

    private string[] Subjects(string address) =>
        [.. Mailbox.To(fixture.MailFolder, address).Select(mail => mail.Subject).Order(StringComparer.Ordinal)];

    private static async Task<string[]> ToldAsync(Desk desk) =>
        [.. (await desk.ListAsync("notifications?recipient=clerk")).Select(notice => Text(notice["kind"])).Order(StringComparer.Ordinal)];

    private static async Task<string> ClerkAsync(Desk desk, string[] emails, string[] notShown)
    {
        var email = $"{desk.Organisation}@clerk.example.org";
        (await desk.PutAsync("organisations/current/administrators/clerk", Clerk(email, emails, notShown))).Expect(HttpStatusCode.OK);
        return email;
    }

    private static JsonObject Clerk(string email, string[] emails, string[] notShown) => new()
    {
        ["name"] = "Clerk",
        ["email"] = email,
        ["language"] = "en",
        ["permissions"] = new JsonArray("payments.failed"),
        ["emails"] = new JsonArray([.. emails.Select(kind => JsonValue.Create(kind))]),
        ["notShown"] = new JsonArray([.. notShown.Select(kind => JsonValue.Create(kind))]),
    };

    private static async Task<string> AddressAsync(Desk desk, params string[] kinds)
    {
        var email = $"{desk.Organisation}@desk.example.org";
        (await desk.SettingsAsync(new JsonObject
        {
            ["notificationAddresses"] = new JsonArray(new JsonObject
            {
                ["email"] = email,
                ["language"] = "en",
                ["kinds"] = new JsonArray([.. kinds.Select(kind => JsonValue.Create(kind))]),
            }),
        })).Expect(HttpStatusCode.OK);
        return email;
    }

    /// <summary>Saved while there was money on it.</summary>
    private async Task<string> EmptyCardAsync(Desk desk, string account)
    {
        var card = await desk.SaveCardAsync(account, "pm_card_mastercard");
        Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(
            fixture.Provider.Objects.All("payment_method")[^1].Id(), "chargeDeclinedInsufficientFunds"));
        return card;
    }

    private async Task FailingEChequeAsync(Desk desk, string account)
    {
        var payment = await desk.PaidByCardAsync(account, 40_00, await fixture.Provider.CanadianAccountAsync());
        var intent = fixture.Provider.IntentOf(payment);
        Assert.NotNull(fixture.Provider.OnDemand.FailPayment(intent));
        await fixture.TellAllAsync(intent);
    }
}
