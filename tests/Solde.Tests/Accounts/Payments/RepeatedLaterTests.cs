using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

/// <summary>A request repeated after its answer was lost gets that answer, though what it asks is not allowed any more.</summary>
public sealed class RepeatedLaterTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task An_invoice_due_today_is_the_same_one_when_it_is_asked_for_again_after_midnight()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var today = DateOnly.FromDateTime(fixture.Clock.GetUtcNow().Date);
        var body = new JsonObject
        {
            ["dueDates"] = new JsonArray(today.ToString("yyyy-MM-dd")),
            ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(5_000) }),
        };
        var first = (await desk.PostAsync($"accounts/{account}/invoices", body, "the-key")).Expect(HttpStatusCode.Created);

        fixture.Clock.Advance(TimeSpan.FromDays(1));
        var again = await desk.PostAsync($"accounts/{account}/invoices", body, "the-key");

        Assert.Equal(first.ToJsonString(), again.Expect(HttpStatusCode.Created).ToJsonString());
        Assert.Equal(5_000, await desk.BalanceAsync(account));
        (await desk.PostAsync($"accounts/{account}/invoices", body)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task A_payment_is_the_same_one_though_its_method_was_taken_away_since()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var body = new JsonObject { ["method"] = "cheque", ["amount"] = Desk.Money(700) };
        (await desk.PostAsync($"accounts/{account}/payments", body, "the-key")).Expect(HttpStatusCode.Created);

        (await desk.SettingsAsync(new JsonObject { ["offlineMethods"] = new JsonArray("cash") })).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/payments", body, "the-key")).Expect(HttpStatusCode.Created);

        (await desk.PostAsync($"accounts/{account}/payments", body)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        Assert.Equal(-700, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task An_online_method_cannot_be_an_offline_one_as_well()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.SettingsAsync(new JsonObject { ["offlineMethods"] = new JsonArray("cash", "card") });

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.NotNull(answer.Json["errors"]!["offlineMethods[1]"]);
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task A_line_without_its_invoice_removes_no_allocation()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 500);
        var payment = (await desk.PayAsync(account, 500, invoice))["id"]!.GetValue<string>();

        (await desk.DeleteAsync($"accounts/{account}/payments/{payment}/allocations?line=1")).Refuses(HttpStatusCode.BadRequest, "invalid_request");

        Assert.Equal("paid", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
    }
}
