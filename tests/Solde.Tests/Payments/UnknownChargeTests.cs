using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-14")]
public sealed class UnknownChargeTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(nameof(FaultKind.DropBefore))]
    [InlineData(nameof(FaultKind.DropAfter))]
    public async Task A_charge_that_is_not_answered_is_unknown_and_found_out_after_five_minutes(string kind)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment) = await UnansweredAsync(desk, Enum.Parse<FaultKind>(kind), times: 3);
        Assert.Equal("unknown", await StateAsync(desk, account, payment));
        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);
        Assert.Equal((0, -100_00), (Minor(balance["current"]), Minor(balance["expected"])));

        fixture.Clock.Advance(TimeSpan.FromMinutes(4));
        await fixture.App.DrainAsync();
        Assert.Equal("unknown", await StateAsync(desk, account, payment));
        fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.App.DrainAsync();

        Assert.Equal("succeeded", await StateAsync(desk, account, payment));
        Assert.Single(fixture.Provider.IntentsOf(payment));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task It_is_looked_up_after_an_hour_and_then_daily_and_after_the_last_look_a_person_is_told_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var address = $"{desk.Organisation}@desk.example.org";
        (await desk.SettingsAsync(new JsonObject
        {
            ["notificationAddresses"] = new JsonArray(new JsonObject { ["email"] = address, ["language"] = "en", ["kinds"] = new JsonArray("payment_unknown") }),
        })).Expect(HttpStatusCode.OK);
        var (account, payment) = await UnansweredAsync(desk, FaultKind.DropBefore, times: 1000);

        TimeSpan[] waits = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), .. Enumerable.Repeat(TimeSpan.FromDays(1), 7)];
        foreach (var wait in waits)
        {
            var calls = fixture.Provider.Calls.Count;
            fixture.Clock.Advance(wait - TimeSpan.FromSeconds(30));
            await fixture.App.DrainAsync();
            Assert.Equal(calls, fixture.Provider.Calls.Count);
            Assert.Empty(Mailbox.To(fixture.MailFolder, address));
            fixture.Clock.Advance(TimeSpan.FromSeconds(31));
            await fixture.App.DrainAsync();
            Assert.True(fixture.Provider.Calls.Count > calls);
        }
        fixture.Clock.Advance(TimeSpan.FromDays(10));
        await fixture.App.DrainAsync();

        Assert.Equal("Is it paid? 100.00 CAD", Assert.Single(Mailbox.To(fixture.MailFolder, address)).Subject);
        Assert.Equal("unknown", await StateAsync(desk, account, payment));
        fixture.Provider.Faults.Clear();
    }

    [Fact]
    public async Task A_webhook_that_tells_first_is_believed_and_the_look_up_changes_nothing()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, payment) = await UnansweredAsync(desk, FaultKind.DropAfter, times: 3);
        var intent = fixture.Provider.IntentOf(payment);

        (await fixture.App.TellAsync(fixture.Provider.LastEventOf(intent, "payment_intent.succeeded"), fixture.Clock)).Expect(HttpStatusCode.NoContent);
        await fixture.App.DrainAsync();
        Assert.Equal("succeeded", await StateAsync(desk, account, payment));
        fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        await fixture.App.DrainAsync();

        Assert.Equal("completed", await fixture.App.WorkflowStateAsync("charge-" + payment));
        Assert.Single(fixture.Provider.IntentsOf(payment));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    private async Task<(string Account, string Payment)> UnansweredAsync(Desk desk, FaultKind kind, int times)
    {
        var account = await desk.AccountAsync();
        var method = await desk.SaveCardAsync(account);
        await fixture.App.DrainAsync();
        fixture.Provider.Faults.Add(new Fault { Kind = kind, PathPrefix = "/v1/payment_intents", Times = times });
        var payment = await desk.ChargeAsync(account, method, 100_00);
        await fixture.App.DrainAsync();
        return (account, payment);
    }

    private static async Task<string> StateAsync(Desk desk, string account, string payment) =>
        (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>();
}
