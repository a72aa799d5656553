using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

/// <summary>Events as they come: twice, late, out of order, before our own answer is stored. The provider's object decides.</summary>
public sealed class RecordProviderEventTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Succeeded = "payment_intent.succeeded";
    private const string Failed = "payment_intent.payment_failed";
    private const string Processing = "payment_intent.processing";

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task An_e_cheque_is_pending_until_the_bank_pays_and_settles_its_invoice_then()
    {
        var scene = await EChequeAsync();
        Assert.Equal("pending", await scene.StateAsync());
        Assert.Equal(10_000, await scene.Desk.BalanceAsync(scene.Account));

        fixture.Provider.OnDemand.SucceedPayment(scene.Intent);
        await HearAsync(scene, Succeeded);

        Assert.Equal("succeeded", await scene.StateAsync());
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-04")]
    public async Task An_e_cheque_that_bounces_fails_with_the_banks_code()
    {
        var scene = await EChequeAsync();

        fixture.Provider.OnDemand.FailPayment(scene.Intent, "account_closed");
        await HearAsync(scene, Failed);

        Assert.Equal("failed", await scene.StateAsync());
        Assert.Equal(["account_closed"], await scene.CodesAsync());
        Assert.Equal(10_000, await scene.Desk.BalanceAsync(scene.Account));
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-04")]
    public async Task A_european_debit_that_bounces_fails_with_the_reason_that_lies_in_its_charge()
    {
        var desk = await Desk.OpenAsync(fixture.App, "EUR", "Europe/Brussels");
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account, await fixture.Provider.EuropeanAccountAsync("DE65370400440002222227"));
        var body = new JsonObject { ["account"] = account, ["paymentMethod"] = method, ["amount"] = Desk.Money(10_000, "EUR") };
        var payment = (await desk.PostAsync("payments/charges", body)).Json["id"]!.GetValue<string>();
        await fixture.App.DrainAsync();
        var scene = new Scene(desk, account, payment, fixture.Provider.IntentOf(payment));

        fixture.Provider.OnDemand.FailPayment(scene.Intent, "insufficient_funds");
        await HearAsync(scene, Failed);
        await HearAsync(scene, Failed);

        Assert.Equal(["insufficient_funds"], await scene.CodesAsync());
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [InlineData(Succeeded, Succeeded)]
    [InlineData(Processing, Succeeded)]
    [InlineData(Succeeded, Processing)]
    [InlineData(Processing, Succeeded, Processing, Succeeded)]
    public async Task Whatever_the_order_and_number_of_its_events_a_debit_that_was_paid_arrives_once(params string[] order)
    {
        var scene = await EChequeAsync();
        fixture.Provider.OnDemand.SucceedPayment(scene.Intent);

        foreach (var type in order)
            await HearAsync(scene, type);

        Assert.Equal("succeeded", await scene.StateAsync());
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
        Assert.Equal(1, await scene.EntriesAsync("PaymentSucceeded"));
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task The_same_failure_told_twice_is_one_failed_attempt()
    {
        var scene = await EChequeAsync();
        fixture.Provider.OnDemand.FailPayment(scene.Intent, "insufficient_funds");

        await HearAsync(scene, Failed);
        fixture.Clock.Advance(TimeSpan.FromHours(5));
        await HearAsync(scene, Failed);

        Assert.Equal(["insufficient_funds"], await scene.CodesAsync());
        Assert.Equal(1, await scene.EntriesAsync("PaymentFailed"));
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task A_failure_told_late_does_not_undo_the_success_that_followed_it()
    {
        var scene = await DeclinedCardAsync();
        var late = fixture.Provider.LastEventOf(scene.Intent, Failed);
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        await fixture.Provider.CallAsync($"/v1/payment_intents/{scene.Intent}/confirm", "payment_method=pm_card_mastercard");
        await HearAsync(scene, Succeeded);

        await TellAsync(late);

        Assert.Equal("succeeded", await scene.StateAsync());
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task A_failure_that_the_provider_has_since_overcome_is_never_recorded_as_the_state()
    {
        // Two attempts on one intent, and neither our answer nor any event of the first was heard in time.
        var scene = await DeclinedCardAsync(isAnswerLost: true);
        await fixture.Provider.CallAsync($"/v1/payment_intents/{scene.Intent}/confirm", "payment_method=pm_card_mastercard");

        await HearAsync(scene, Succeeded);
        await HearAsync(scene, Failed);
        await fixture.App.DrainAsync();

        Assert.Equal("succeeded", await scene.StateAsync());
        Assert.Single(fixture.Provider.IntentsOf(scene.Payment));
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task Two_failed_attempts_on_one_intent_are_both_kept()
    {
        var scene = await DeclinedCardAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Provider.CallAsync($"/v1/payment_intents/{scene.Intent}/confirm", "payment_method=pm_card_chargeDeclinedStolenCard");

        await HearAsync(scene, Failed);

        Assert.Equal(["insufficient_funds", "stolen_card"], await scene.CodesAsync());
        Assert.Equal("failed", await scene.StateAsync());
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    [Trait("Rule", "PAY-07")]
    public async Task A_payment_that_needs_the_customer_waits_for_him_and_arrives_when_he_has_confirmed()
    {
        var scene = await DeclinedCardAsync("authenticationRequired");
        await HearAsync(scene, "payment_intent.requires_action");
        Assert.Equal("awaiting_customer", await scene.StateAsync());

        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        fixture.Provider.OnDemand.SucceedPayment(scene.Intent);
        await HearAsync(scene, Succeeded);

        Assert.Equal("succeeded", await scene.StateAsync());
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task A_webhook_that_comes_before_our_own_answer_is_stored_is_taken_and_nobody_is_charged_again()
    {
        var scene = await DeclinedCardAsync(isAnswerLost: true, becomes: "visa");

        await HearAsync(scene, Succeeded);
        Assert.Equal("succeeded", await scene.StateAsync());
        await fixture.App.DrainAsync();

        Assert.Single(fixture.Provider.IntentsOf(scene.Payment));
        Assert.Equal(1, await scene.EntriesAsync("PaymentSucceeded"));
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task A_payment_that_was_cancelled_at_the_provider_is_cancelled_here()
    {
        var scene = await DeclinedCardAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Provider.CallAsync($"/v1/payment_intents/{scene.Intent}/cancel", "");

        await HearAsync(scene, "payment_intent.canceled");

        Assert.Equal("cancelled", await scene.StateAsync());
        await scene.Desk.BooksBalanceAsync();
    }

    private async Task<Scene> EChequeAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var method = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        var payment = await desk.ChargeAsync(account, method, 10_000, invoice);
        await fixture.App.DrainAsync();
        return new Scene(desk, account, payment, fixture.Provider.IntentOf(payment));
    }

    /// <param name="isAnswerLost">The provider did its work; its answer never reached us, and the charge is unknown.</param>
    private async Task<Scene> DeclinedCardAsync(string becomes = "chargeDeclinedInsufficientFunds", bool isAnswerLost = false)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var method = await desk.SaveCardAsync(account);
        await fixture.App.DrainAsync();
        fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), becomes);
        var payment = await desk.ChargeAsync(account, method, 10_000, invoice);
        if (isAnswerLost)
        {
            fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.DropAfter, Method = "POST", PathPrefix = "/v1/payment_intents", Times = 3 });
            Assert.True(await fixture.App.DeliverAsync(Assert.Single(fixture.App.Queue)));
        }
        else
        {
            await fixture.App.DrainAsync();
        }
        return new Scene(desk, account, payment, fixture.Provider.IntentOf(payment));
    }

    private Task HearAsync(Scene scene, string type) => TellAsync(fixture.Provider.LastEventOf(scene.Intent, type));

    /// <summary>Only the event is delivered: what else waits in the queue stays there.</summary>
    private async Task TellAsync(JsonObject told)
    {
        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(System.Net.HttpStatusCode.NoContent);
        Assert.True(await fixture.App.DeliverAsync(fixture.App.Queue.Last(message => message.Queue == "provider-events")));
    }

    private sealed record Scene(Desk Desk, string Account, string Payment, string Intent)
    {
        public async Task<string> StateAsync() => (await Desk.PaymentAsync(Account, Payment))["state"]!.GetValue<string>();

        public async Task<string[]> CodesAsync() =>
            [.. (await Desk.PaymentAsync(Account, Payment))["online"]!["failedAttempts"]!.AsArray().Select(attempt => attempt!["declineCode"]!.GetValue<string>())];

        public async Task<int> EntriesAsync(string action) => (await Desk.GetAsync($"accounts/{Account}/journal?order=oldest&limit=200"))
            .Expect(System.Net.HttpStatusCode.OK)["items"]!.AsArray().Count(entry => entry!["action"]!.GetValue<string>() == action);
    }
}
