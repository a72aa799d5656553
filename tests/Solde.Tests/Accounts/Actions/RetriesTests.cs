using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>The schedule as it is lived: days pass, the hourly timer runs. Ten o'clock in Toronto is 14 or 15 at Greenwich.</summary>
[Trait("Rule", "PAY-06")]
public sealed class RetriesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_failed_instalment_is_tried_on_its_days_at_its_hour_until_it_pays()
    {
        var (desk, account, entry) = await SceneAsync();
        var failedOn = fixture.Day();
        Assert.Equal(TenOn(failedOn.AddDays(3)), await NextTryAsync(desk, account, entry));
        var plan = (await desk.GetAsync($"accounts/{account}/plans/{entry[..^2]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(TenOn(failedOn.AddDays(3)), plan["instalments"]![0]!["nextTryAt"]!.GetValue<DateTimeOffset>());

        await fixture.StrikeAsync(TenOn(failedOn.AddDays(3)).AddHours(-1));
        Assert.Single(await desk.ListAsync($"accounts/{account}/payments"));
        await fixture.StrikeAsync(TenOn(failedOn.AddDays(3)));
        Assert.Equal(2, (await desk.ListAsync($"accounts/{account}/payments")).Length);
        Assert.Equal(TenOn(failedOn.AddDays(5)), await NextTryAsync(desk, account, entry));
        fixture.Turn("visa");
        await fixture.StrikeAsync(TenOn(failedOn.AddDays(5)));

        Assert.Equal(["failed", "failed", "succeeded"], (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Text(payment["state"])));
        Assert.Equal("closed", await desk.StateAsync(account, entry));
        await fixture.StrikeAsync(TenOn(failedOn.AddDays(9)));
        Assert.Equal(3, (await desk.ListAsync($"accounts/{account}/payments")).Length);
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task After_its_last_try_it_waits_for_a_person()
    {
        var (desk, account, entry) = await SceneAsync();
        for (var day = 0; day < 9; day++)
            await fixture.StrikeAfterAsync(1);

        Assert.Equal(4, (await desk.ListAsync($"accounts/{account}/payments")).Length);
        Assert.Null((await desk.ActionAsync(account, entry))["nextTryAt"]);
        Assert.Equal("open", await desk.StateAsync(account, entry));
    }

    [Theory]
    [InlineData("chargeDeclinedStolenCard", true)]
    [InlineData("chargeDeclinedFraudulent", true)]
    [InlineData(ActionScenes.NoMoney, false)]
    public async Task A_hard_decline_is_never_tried_again_nor_anything_without_a_schedule(string card, bool hasSchedule)
    {
        var (desk, account, entry) = await SceneAsync(card, hasSchedule);

        Assert.Null((await desk.ActionAsync(account, entry))["nextTryAt"]);
        await fixture.StrikeAfterAsync(10);

        Assert.Single(await desk.ListAsync($"accounts/{account}/payments"));
    }

    [Theory]
    [InlineData("pays")]
    [InlineData("retries")]
    [InlineData("moves")]
    [InlineData("dismisses")]
    public async Task It_stops_when_somebody(string acts)
    {
        var (desk, account, entry) = await SceneAsync();
        var charged = acts == "retries" ? 2 : 1;
        var moved = new JsonObject { ["dueOn"] = $"{fixture.Day(60):yyyy-MM-dd}" };
        var answer = acts switch
        {
            "pays" => await desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(50_00) }),
            "retries" => await desk.RetryAsync(account, entry),
            "moves" => await desk.PostAsync($"accounts/{account}/plans/{entry[..^2]}/instalments/1/move", moved),
            _ => await desk.DismissAsync(account, entry),
        };
        Assert.True((int)answer.Status < 300, answer.Body);
        for (var day = 0; day < 9; day++)
            await fixture.StrikeAfterAsync(1);

        Assert.Equal(charged, (await desk.ListAsync($"accounts/{account}/payments")).Count(payment => Text(payment["method"]) == "card"));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_try_whose_messages_come_twice_asks_once()
    {
        var (desk, account, entry) = await SceneAsync();
        await fixture.App.DrainAsync();
        fixture.Clock.Advance(await NextTryAsync(desk, account, entry) - fixture.Clock.GetUtcNow());

        await fixture.App.RunTimerAsync("FindDuePayments");
        await fixture.App.RunTimerAsync("FindDuePayments");
        fixture.App.Queue.AddRange(fixture.App.Queue.ToArray());
        await fixture.App.DrainAsync();

        Assert.Equal(2, (await desk.ListAsync($"accounts/{account}/payments")).Length);
    }

    [Theory]
    [InlineData("""{"days":[3,3],"hour":10}""")]
    [InlineData("""{"days":[5,3],"hour":10}""")]
    [InlineData("""{"days":[0],"hour":10}""")]
    [InlineData("""{"days":[31],"hour":10}""")]
    [InlineData("""{"days":[1,2,3,4,5,6,7,8,9,10,11],"hour":10}""")]
    [InlineData("""{"days":[3],"hour":24}""")]
    [InlineData("""{"days":null,"hour":10}""")]
    public async Task A_schedule_that_makes_no_sense_is_refused(string retries)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await desk.SettingsAsync(new JsonObject { ["retries"] = JsonNode.Parse(retries) })).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task<(Desk Desk, string Account, string Entry)> SceneAsync(string card = ActionScenes.NoMoney, bool hasSchedule = true)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        if (hasSchedule)
            (await desk.SettingsAsync(new JsonObject { ["retries"] = JsonNode.Parse("""{"days":[3,5,7],"hour":10}""") })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        return (desk, account, await fixture.FailedInstalmentAsync(desk, account, 50_00, card, invoice));
    }

    private static async Task<DateTimeOffset> NextTryAsync(Desk desk, string account, string entry) =>
        (await desk.ActionAsync(account, entry))["nextTryAt"]!.GetValue<DateTimeOffset>();

    private static DateTimeOffset TenOn(DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(10, 0));
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("America/Toronto").GetUtcOffset(local));
    }
}
