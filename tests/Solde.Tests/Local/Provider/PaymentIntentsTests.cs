using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class PaymentIntentsTests : ProviderTest
{
    [Fact]
    public async Task A_saved_card_is_charged_with_nobody_there()
    {
        var (customer, method) = await ASavedCard();
        var intent = await Post(
            "/v1/payment_intents",
            $"amount=2000&currency=cad&customer={customer}&payment_method={method}&confirm=true&off_session=true"
            + "&metadata[instalment]=i-1&expand[0]=latest_charge.balance_transaction");

        Assert.Equal(200, intent.Status);
        Assert.Equal(("succeeded", 2000L), (intent.Body.Text("status"), intent.Body.Number("amount_received")));
        var charge = intent.Body["latest_charge"]!.AsObject();
        Assert.True(charge.Flag("paid"));
        Assert.Equal("i-1", charge["metadata"]!["instalment"]!.GetValue<string>());
        Assert.Equal(2000 - 88, charge["balance_transaction"]!.AsObject().Number("net"));
        Assert.Equal(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"], Told.TakeLast(3));
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card")]
    [InlineData("pm_card_chargeDeclinedStolenCard", "card_declined", "stolen_card")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc")]
    [InlineData("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error")]
    [InlineData("pm_card_authenticationRequired", "authentication_required", "authentication_required")]
    public async Task A_declined_card_is_402_and_leaves_the_intent_to_try_again(string card, string code, string declineCode)
    {
        var reply = await Charge(card);
        Assert.Equal(402, reply.Status);
        Assert.Equal("card_error", reply.Error.Text("type"));
        Assert.Equal((code, declineCode), (reply.Error.Text("code"), reply.Error.Text("decline_code")));

        var intent = await Get($"/v1/payment_intents/{reply.Error["payment_intent"]!["id"]}");
        Assert.Equal("requires_payment_method", intent.Body.Text("status"));
        Assert.Null(intent.Body["payment_method"]);
        Assert.Equal(code, intent.Body["last_payment_error"]!["code"]!.GetValue<string>());
        var charge = await Get($"/v1/charges/{intent.Body.Text("latest_charge")}");
        Assert.Equal(("failed", code), (charge.Body.Text("status"), charge.Body.Text("failure_code")));
        Assert.Equal(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"], Told);
    }

    [Fact]
    public async Task A_declined_intent_succeeds_with_another_card()
    {
        var declined = await Charge("pm_card_chargeDeclined");
        var id = declined.Error["payment_intent"]!["id"]!.GetValue<string>();
        var confirmed = await Post($"/v1/payment_intents/{id}/confirm", "payment_method=pm_card_visa&off_session=true");
        Assert.Equal("succeeded", confirmed.Body.Text("status"));
        Assert.Null(confirmed.Body["last_payment_error"]);
        var charges = await Get($"/v1/charges?payment_intent={id}");
        Assert.Equal(["succeeded", "failed"], charges.Data.Select(charge => charge!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_customer_who_is_there_authenticates_and_pays()
    {
        var (customer, method) = await ASavedCard("pm_card_authenticationRequired");
        var away = await Charge(method, of: customer);
        var id = away.Error["payment_intent"]!["id"]!.GetValue<string>();

        var there = await Post($"/v1/payment_intents/{id}/confirm", $"payment_method={method}&off_session=false");
        Assert.Equal("requires_action", there.Body.Text("status"));
        Assert.Equal("succeeded", Sandbox.OnDemand.SucceedPayment(id)!.Text("status"));
        Assert.Contains("payment_intent.requires_action", Told);
        Assert.Equal("payment_intent.succeeded", Told[^1]);
    }

    [Theory]
    [InlineData("", "use_stripe_sdk")]
    [InlineData("&return_url=https://example.org/back", "redirect_to_url")]
    public async Task The_customer_is_sent_to_a_page_where_there_is_a_way_back(string parameter, string type)
    {
        var intent = await Post(
            "/v1/payment_intents", "amount=2000&currency=cad&payment_method=pm_card_authenticationRequired&confirm=true" + parameter);
        Assert.Equal(type, intent.Body["next_action"]!["type"]!.GetValue<string>());
        Assert.NotNull(intent.Body["next_action"]![type]);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "try_again_later")]
    [InlineData("pm_card_chargeDeclinedStolenCard", "do_not_try_again")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "confirm_card_data")]
    [InlineData("pm_card_chargeDeclinedFraudulent", null)]
    public async Task A_decline_advises_what_to_do(string card, string? advice) =>
        Assert.Equal(advice, (await Charge(card)).Error.Text("advice_code"));

    [Fact]
    public async Task A_customer_who_fails_to_authenticate_leaves_the_intent_to_try_again()
    {
        var intent = await Post(
            "/v1/payment_intents", "amount=2000&currency=cad&payment_method=pm_card_authenticationRequired&confirm=true");
        var failed = Sandbox.OnDemand.FailPayment(intent.Id)!;
        Assert.Equal("requires_payment_method", failed.Text("status"));
        Assert.Equal("payment_intent_authentication_failure", failed["last_payment_error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_intent_that_must_not_ask_the_customer_is_declined()
    {
        var reply = await Post(
            "/v1/payment_intents",
            "amount=2000&currency=cad&payment_method=pm_card_authenticationRequired&confirm=true&error_on_requires_action=true");
        Assert.Equal((402, "authentication_required"), (reply.Status, reply.Error.Text("code")));
        Assert.Equal("authentication_not_handled", reply.Error.Text("decline_code"));
    }

    [Fact]
    public async Task The_steps_can_be_taken_one_by_one()
    {
        var created = await Post("/v1/payment_intents", "amount=2000&currency=cad");
        Assert.Equal("requires_payment_method", created.Body.Text("status"));
        Assert.Equal("payment_intent_unexpected_state", (await Post($"/v1/payment_intents/{created.Id}/confirm")).Error.Text("code"));
        var updated = await Post($"/v1/payment_intents/{created.Id}", "payment_method=pm_card_visa");
        Assert.Equal("requires_confirmation", updated.Body.Text("status"));
        Assert.Equal("succeeded", (await Post($"/v1/payment_intents/{created.Id}/confirm")).Body.Text("status"));
    }

    [Fact]
    public async Task What_succeeded_can_neither_be_confirmed_nor_cancelled()
    {
        var id = (await Charge()).Id;
        foreach (var verb in new[] { "confirm", "cancel" })
        {
            var reply = await Post($"/v1/payment_intents/{id}/{verb}");
            Assert.Equal((400, "payment_intent_unexpected_state"), (reply.Status, reply.Error.Text("code")));
            Assert.Equal("succeeded", reply.Error["payment_intent"]!["status"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_cancelled_intent_says_why()
    {
        var id = (await Post("/v1/payment_intents", "amount=2000&currency=cad")).Id;
        var cancelled = await Post($"/v1/payment_intents/{id}/cancel", "cancellation_reason=abandoned");
        Assert.Equal(("canceled", "abandoned"), (cancelled.Body.Text("status"), cancelled.Body.Text("cancellation_reason")));
        Assert.Equal("payment_intent.canceled", Told[^1]);
        Assert.Equal(400, (await Post($"/v1/payment_intents/{id}/confirm", "payment_method=pm_card_visa")).Status);
    }

    [Theory]
    [InlineData("amount=2000&currency=cad&off_session=true")]
    [InlineData("amount=2000&currency=CAD")]
    [InlineData("amount=2000&currency=cad&payment_method=pm_card_visa&payment_method_types[0]=sepa_debit")]
    public async Task What_does_not_fit_together_is_refused_and_leaves_nothing(string form)
    {
        Assert.Equal(400, (await Post("/v1/payment_intents", form)).Status);
        Assert.Empty(Sandbox.Objects.All("payment_intent"));
        Assert.Empty(Told);
    }

    [Fact]
    public async Task A_customers_method_needs_its_customer()
    {
        var (_, method) = await ASavedCard();
        Assert.Equal(400, (await Charge(method)).Status);
    }

    [Fact]
    public async Task A_card_is_saved_with_its_first_payment()
    {
        var customer = await ACustomer();
        await Post(
            "/v1/payment_intents",
            $"amount=2000&currency=cad&customer={customer}&payment_method=pm_card_visa&confirm=true&setup_future_usage=off_session");
        Assert.Single((await Get($"/v1/payment_methods?customer={customer}")).Data);
    }

    [Fact]
    public async Task Intents_are_listed_by_customer()
    {
        var customer = await ACustomer();
        var mine = await Post("/v1/payment_intents", $"amount=2000&currency=cad&customer={customer}");
        await Post("/v1/payment_intents", "amount=2000&currency=cad");
        Assert.Equal(mine.Id, Assert.Single((await Get($"/v1/payment_intents?customer={customer}")).Data)!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("amount", 400)]
    [InlineData("metadata.order", 400)]
    [InlineData("a.b.c.d.e", 400)]
    [InlineData("customer.default_source", 200)]
    public async Task Only_what_is_an_object_can_be_expanded(string path, int status)
    {
        var id = (await Post("/v1/payment_intents", $"amount=2000&currency=cad&customer={await ACustomer()}")).Id;
        Assert.Equal(status, (await Get($"/v1/payment_intents/{id}?expand[]={path}")).Status);
    }
}
