using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>A quota that is charged by its member's billing account: in March 2026 98,685 minor units, due on the 15th.</summary>
internal sealed record AccountScene(AppFixture Fixture, RunScene Run, string Account, ConsortiumScene Quota)
{
    public const long Amount = 98_685;

    public Desk Desk => Run.Desk;

    /// <param name="card">From the desk and the account: the card that the quota is paid by; by himself where it is null.</param>
    public static async Task<AccountScene> OpenAsync(AppFixture fixture, Func<Desk, string, Task<string>>? card = null)
    {
        var run = await RunScene.OpenAsync(fixture.App);
        var group = await run.GroupAsync("g1");
        var account = await run.Desk.AccountAsync();
        var body = RunScene.Quota(1);
        body["member"]!["account"] = account;
        var quota = await run.QuotaAsync(group, body);
        var rule = new JsonObject { ["method"] = card is null ? "instant" : "card", ["from"] = "2026-01-01" };
        if (card is not null)
            rule["paymentMethod"] = await card(run.Desk, account);
        await quota.DoneAsync("electronic-payment", rule);
        return new AccountScene(fixture, run, account, quota);
    }

    /// <summary>The month is run: the charge as it is then.</summary>
    public async Task<JsonNode> ChargedAsync()
    {
        Assert.Equal("completed", Text((await Run.RunAsync())["state"]));
        return await ChargeAsync();
    }

    public Task<JsonNode> ChargeAsync() => Run.ChargeAsync(Quota.Group, 1);

    public async Task<string> InvoiceAsync() => Text((await ChargeAsync())["tries"]![0]!["invoice"]);

    /// <summary>The charge as <c>state paid: outcome code</c>, once everything is told.</summary>
    public async Task<string> StandingAsync()
    {
        await Desk.App.DrainAsync();
        var charge = await ChargeAsync();
        var outcome = charge["tries"]![0]!["outcome"];
        return $"{Text(charge["state"])} {charge["paid"]!["minor"]}: {outcome?["outcome"]} {outcome?["code"]}".TrimEnd();
    }

    /// <summary>An administrator who is told of failed payments.</summary>
    public async Task ClerkAsync() =>
        (await Desk.PutAsync("organisations/current/administrators/clerk", new JsonObject
        {
            ["name"] = "Clerk",
            ["email"] = $"{Desk.Organisation}@clerk.example.org",
            ["language"] = "en",
            ["permissions"] = new JsonArray("payments.failed"),
            ["emails"] = new JsonArray(),
        })).Expect(HttpStatusCode.OK);

    public async Task<string> PayCashAsync(long minor)
    {
        var body = new JsonObject
        {
            ["method"] = "cash",
            ["amount"] = Harness.Desk.Money(minor, "BRL"),
            ["invoices"] = new JsonArray(await InvoiceAsync()),
        };
        return Text((await Desk.PostAsync($"accounts/{Account}/payments", body)).Expect(HttpStatusCode.Created)["id"]);
    }

    /// <summary>The due day comes, or has come in an earlier test: what is planned is asked for.</summary>
    public async Task DueDayAsync()
    {
        await Desk.App.DrainAsync();
        var due = DateOnly.Parse(Text((await ChargeAsync())["tries"]![0]!["due"]));
        await Fixture.StrikeAfterAsync(Math.Max(0, due.DayNumber - Fixture.Day().DayNumber));
    }

    public Task<JsonNode> BooksBalanceAsync() => Quota.DebitBooksBalanceAsync();
}
