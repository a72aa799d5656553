using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

public sealed class ChargePaymentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "PAY-01")]
    [Trait("Rule", "PAY-04")]
    public async Task A_card_that_pays_settles_the_invoice_it_was_charged_for()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, invoice) = await ChargedAsync(desk, "pm_card_visa");

        var found = await desk.PaymentAsync(account, payment);

        Assert.Equal("succeeded", found["state"]!.GetValue<string>());
        Assert.Equal(fixture.Provider.IntentOf(payment), found["online"]!["reference"]!.GetValue<string>());
        Assert.Equal("paid", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task What_is_asked_of_the_provider_names_the_payment_and_carries_a_key_made_from_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, _) = await ChargedAsync(desk, "pm_card_visa");

        var call = Assert.Single(fixture.Provider.Calls, call => call.IdempotencyKey?.Contains(payment, StringComparison.Ordinal) == true);
        var intent = Assert.Single(fixture.Provider.IntentsOf(payment));

        Assert.Equal($"charge/{desk.Organisation}/{account}/{payment}", call.IdempotencyKey);
        Assert.Equal("true", call.Parameters!["off_session"]!.GetValue<string>());
        Assert.Equal((10_000, "cad"), (intent.Number("amount"), intent.Text("currency")));
        Assert.Equal((desk.Organisation, account), (intent["metadata"]!["organisation"]!.GetValue<string>(), intent["metadata"]!["account"]!.GetValue<string>()));
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_charge_whose_message_comes_twice_is_made_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, message) = await RequestedAsync(desk, "pm_card_visa");

        await fixture.App.DeliverAsync(message);
        await fixture.App.DeliverAsync(message);
        await fixture.App.DrainAsync();

        Assert.Single(fixture.Provider.IntentsOf(payment));
        Assert.Equal(-10_000, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Messages_that_wait_are_sent_again_by_a_message_that_comes_again_and_not_by_another_that_says_the_same()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (_, payment, message) = await RequestedAsync(desk, "pm_card_visa");
        fixture.App.Queue.Clear();
        await fixture.App.DeliverAsync(message);
        var sent = fixture.App.Queue.Select(waiting => waiting.Text).Order(StringComparer.Ordinal).ToArray();

        foreach (var told in fixture.Provider.EventsOf(fixture.Provider.IntentOf(payment)))
            await fixture.App.DeliverAsync(new QueuedMessage("provider-events", told.ToJsonString(), 0));
        Assert.Equal(sent, fixture.App.Queue.Select(waiting => waiting.Text).Order(StringComparer.Ordinal));

        // As after a crash: the first delivery committed, and its messages reached nobody.
        fixture.App.Queue.Clear();
        await fixture.App.DeliverAsync(message with { Deliveries = 1 });
        Assert.All(sent, text => Assert.Contains(fixture.App.Queue, waiting => waiting.Text == text));
        await fixture.App.DrainAsync();
    }

    [Theory]
    [Trait("Rule", "PAY-01")]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task What_the_provider_turns_away_unread_is_asked_again_with_the_next_delivery(int status)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, message) = await RequestedAsync(desk, "pm_card_visa");
        fixture.Provider.Faults.Add(new Fault
        {
            Kind = FaultKind.Status,
            Status = status,
            ShouldRetry = false,
            Method = "POST",
            PathPrefix = "/v1/payment_intents",
        });

        Assert.False(await fixture.App.DeliverAsync(message));
        Assert.Equal("requested", await StateAsync(desk, account, payment));
        await fixture.App.DrainAsync();

        Assert.Equal("succeeded", await StateAsync(desk, account, payment));
    }

    [Theory]
    [Trait("Rule", "PAY-04")]
    [InlineData("chargeDeclined", "generic_decline")]
    [InlineData("chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("chargeDeclinedStolenCard", "stolen_card")]
    [InlineData("chargeDeclinedExpiredCard", "expired_card")]
    [InlineData("chargeDeclinedProcessingError", "processing_error")]
    public async Task A_card_that_declines_fails_the_payment_with_its_code_and_pays_nothing(string becomes, string code)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, invoice) = await ChargedAsync(desk, "pm_card_visa", becomes);

        var found = await desk.PaymentAsync(account, payment);

        Assert.Equal("failed", found["state"]!.GetValue<string>());
        Assert.Equal(code, Assert.Single(found["online"]!["failedAttempts"]!.AsArray())!["declineCode"]!.GetValue<string>());
        Assert.Equal(fixture.Provider.IntentOf(payment), found["online"]!["reference"]!.GetValue<string>());
        Assert.Equal("open", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        Assert.Equal(10_000, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "PAY-04")]
    [InlineData("en", "There is not enough money on the account.")]
    [InlineData("fr-CA, en;q=0.5", "Les fonds sont insuffisants.")]
    [InlineData("pt", "O saldo é insuficiente.")]
    [InlineData("nl", "Er staat niet genoeg geld op de rekening.")]
    public async Task A_decline_is_explained_in_the_language_asked_for(string language, string meaning)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment, _) = await ChargedAsync(desk, "pm_card_visa", "chargeDeclinedInsufficientFunds");

        var found = (await desk.GetAsync($"accounts/{account}/payments/{payment}", ("Accept-Language", language))).Expect(HttpStatusCode.OK);

        Assert.Equal(meaning, found["online"]!["failedAttempts"]![0]!["meaning"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_charge_that_the_provider_will_not_even_try_fails_with_its_reason()
    {
        // The bank account is Canadian and the organisation counts in reais: no intent comes of it.
        var desk = await Desk.OpenAsync(fixture.App, "BRL");
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        var body = new JsonObject { ["account"] = account, ["paymentMethod"] = method, ["amount"] = Desk.Money(10_000, "BRL") };
        var payment = (await desk.PostAsync("payments/charges", body)).Expect(HttpStatusCode.Accepted)["id"]!.GetValue<string>();

        await fixture.App.DrainAsync();

        var found = await desk.PaymentAsync(account, payment);
        Assert.Equal("failed", found["state"]!.GetValue<string>());
        Assert.Equal("payment_method_currency_mismatch", found["online"]!["failedAttempts"]![0]!["declineCode"]!.GetValue<string>());
        Assert.Empty(fixture.Provider.IntentsOf(payment));
    }

    [Fact]
    [Trait("Rule", "PAY-01")]
    public async Task A_method_saved_while_the_provider_is_away_is_asked_for_again_with_the_same_key()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var body = new JsonObject { ["account"] = account, ["providerToken"] = "pm_card_visa" };
        fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.DropAfter, PathPrefix = "/v1/payment_methods", Times = 3 });
        var key = Desk.NewKey();

        (await desk.PostAsync("payments/methods", body, key)).Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        var saved = (await desk.PostAsync("payments/methods", body.DeepClone(), key)).Expect(HttpStatusCode.Created);

        var listed = (await desk.GetAsync($"payments/methods?account={account}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(saved["id"]!.GetValue<string>(), Assert.Single(listed)!["id"]!.GetValue<string>());
        await fixture.App.DrainAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_charge_asked_for_while_older_messages_of_the_account_wait_is_accepted()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account);
        await desk.InvoiceAsync(account, 10_000);
        fixture.Clock.Advance(TimeSpan.FromMinutes(10));

        var payment = await desk.ChargeAsync(account, method, 10_000);
        await fixture.App.DeliverAsync(fixture.App.Queue.Last(message => message.Queue == "payments"));

        Assert.Equal("succeeded", await StateAsync(desk, account, payment));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    private async Task<(string Account, string Payment, QueuedMessage Message)> RequestedAsync(Desk desk, string token)
    {
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account, token);
        await fixture.App.DrainAsync();
        var payment = await desk.ChargeAsync(account, method, 10_000);
        return (account, payment, Assert.Single(fixture.App.Queue));
    }

    /// <param name="becomes">What the card turns into after it was saved.</param>
    private async Task<(string Account, string Payment, string Invoice)> ChargedAsync(Desk desk, string token, string? becomes = null)
    {
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var method = await desk.SaveCardAsync(account, token);
        if (becomes is not null)
            Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), becomes));
        var payment = await desk.ChargeAsync(account, method, 10_000, invoice);
        await fixture.App.DrainAsync();
        return (account, payment, invoice);
    }

    private static async Task<string> StateAsync(Desk desk, string account, string payment) =>
        (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>();
}
