using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

/// <summary>An event for something not known here is kept and shown, not dropped.</summary>
public sealed class UnmatchedEventsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task An_event_of_an_unknown_payment_is_listed_for_its_organisation_once_however_often_it_comes()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var told = Intent(desk.Organisation, await desk.AccountAsync(), "pay_unknown");

        await TellAsync(told);
        await TellAsync(told);

        var item = Assert.Single(await ListedAsync(desk))!;
        Assert.Equal(told["id"]!.GetValue<string>(), item["event"]!.GetValue<string>());
        Assert.Equal("payment_intent.succeeded", item["type"]!.GetValue<string>());
        Assert.Equal("pi_1", item["object"]!.GetValue<string>());
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_of_no_organisation_known_here_is_listed_for_the_operator(bool namesOne)
    {
        var told = Intent("org-that-never-was", "acc_1", "pay_1");
        if (!namesOne)
            told["data"]!["object"]!["metadata"] = new JsonObject();

        await TellAsync(told);

        Assert.Contains(await ListedForOperatorAsync(), item => item!["event"]!.GetValue<string>() == told["id"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task What_is_kept_for_one_organisation_is_not_shown_to_another()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var other = await Desk.OpenAsync(fixture.App);
        await TellAsync(Intent(desk.Organisation, "acc_1", "pay_1"));

        Assert.Empty(await ListedAsync(other));
        (await other.GetAsync("payments/unmatched-events/of-nobody")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task An_amount_other_than_asked_for_is_shown_to_a_person_and_moves_no_money()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account);
        await fixture.App.DrainAsync();
        var payment = await desk.ChargeAsync(account, method, 10_000);
        var paid = await fixture.Provider.CallAsync(
            "/v1/payment_intents",
            $"amount=9999&currency=cad&payment_method=pm_card_visa&confirm=true&metadata[organisation]={desk.Organisation}"
            + $"&metadata[account]={account}&metadata[payment]={payment}");

        var told = fixture.Provider.LastEventOf(paid["id"]!.GetValue<string>(), "payment_intent.succeeded");
        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(HttpStatusCode.NoContent);
        await fixture.App.DeliverAsync(fixture.App.Queue[^1]);

        Assert.Equal(0, await desk.BalanceAsync(account));
        Assert.Equal("requested", (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>());
        Assert.Equal(told["id"]!.GetValue<string>(), Assert.Single(await ListedAsync(desk))!["event"]!.GetValue<string>());
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task An_event_of_another_intent_than_the_payments_own_is_shown_and_moves_no_money()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        var payment = await desk.ChargeAsync(account, method, 10_000);
        await fixture.App.DrainAsync();

        await TellAsync(Intent(desk.Organisation, account, payment));

        Assert.Equal(0, await desk.BalanceAsync(account));
        Assert.Equal("pending", (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>());
        Assert.Single(await ListedAsync(desk));
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [InlineData("charge.dispute.created", true)]
    [InlineData("something.new", true)]
    [InlineData("customer.updated", false)]
    [InlineData("charge.succeeded", false)]
    [InlineData("payment_intent.created", false)]
    public async Task A_type_that_may_be_about_money_is_kept_and_one_that_repeats_others_is_not(string type, bool isKept)
    {
        var told = Intent("org", "acc", "pay");
        told["type"] = type;

        await TellAsync(told);

        var listed = await ListedForOperatorAsync();
        Assert.Equal(isKept, listed.Any(item => item!["event"]!.GetValue<string>() == told["id"]!.GetValue<string>()));
    }

    private static JsonObject Intent(string organisation, string account, string payment) => new()
    {
        ["id"] = "evt_" + Guid.NewGuid().ToString("N"),
        ["object"] = "event",
        ["api_version"] = "2026-07-29.dahlia",
        ["type"] = "payment_intent.succeeded",
        ["created"] = new DateTimeOffset(2026, 3, 10, 15, 0, 5, TimeSpan.Zero).ToUnixTimeSeconds(),
        ["data"] = new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["id"] = "pi_1",
                ["object"] = "payment_intent",
                ["status"] = "succeeded",
                ["amount"] = 10_000,
                ["amount_received"] = 10_000,
                ["currency"] = "cad",
                ["metadata"] = new JsonObject { ["organisation"] = organisation, ["account"] = account, ["payment"] = payment },
            },
        },
    };

    private async Task TellAsync(JsonObject told)
    {
        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(HttpStatusCode.NoContent);
        await fixture.App.DrainAsync();
        Assert.Empty(fixture.App.DeadLetters);
    }

    private static async Task<JsonArray> ListedAsync(Desk desk) =>
        (await desk.GetAsync("payments/unmatched-events")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    private async Task<JsonArray> ListedForOperatorAsync() =>
        (await fixture.App.SendAsync(HttpMethod.Get, "/api/v1/payments/unmatched-events/of-nobody?limit=200", key: SoldeTestSettings.OperatorKey))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray();
}
