using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "COM-03")]
public sealed class DueDatesTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    public async Task A_date_begins_at_midnight_where_the_organisation_is_and_banks_move_e_cheques_when_they_are_open()
    {
        // One after another, since the clock only goes forward: the hour of a midnight changes with the place and the season.
        await BeginsAsync("America/Sao_Paulo", "2030-01-02", "2030-01-02T03:00:00Z");
        await BeginsAsync("Pacific/Auckland", "2031-01-02", "2031-01-01T11:00:00Z");
        await BeginsAsync("America/Toronto", "2031-11-03", "2031-11-03T05:00:00Z");
        await BeginsAsync("America/Toronto", "2032-03-14", "2032-03-14T05:00:00Z");
        await BeginsAsync("America/Toronto", "2032-03-15", "2032-03-15T04:00:00Z");
        await BanksOpenAsync();
    }

    private async Task BeginsAsync(string zone, string day, string begins)
    {
        var desk = await Desk.OpenAsync(fixture.App, timeZone: zone);
        var account = await desk.AccountAsync();
        var plan = await desk.PlanAsync(account, 10_00, new JsonObject { ["dates"] = new JsonArray(day), ["paymentMethod"] = await desk.SaveCardAsync(account) });
        var midnight = DateTimeOffset.Parse(begins, null);

        await fixture.StrikeAsync(midnight.AddSeconds(-1));
        Assert.Equal((day, "scheduled"), (day, Assert.Single(await desk.StatesAsync(account, plan))));
        await fixture.StrikeAsync(midnight);

        Assert.Equal((day, "paid"), (day, Assert.Single(await desk.StatesAsync(account, plan))));
    }

    /// <summary>A Saturday, and the Monday after is a holiday.</summary>
    private async Task BanksOpenAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        (await desk.SettingsAsync(new JsonObject { ["bankHolidays"] = new JsonArray("2035-02-19") })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        var bank = await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync());
        var plan = await desk.PlanAsync(account, 10_00, new JsonObject { ["dates"] = new JsonArray("2035-02-17"), ["paymentMethod"] = bank });

        foreach (var day in new[] { 17, 18, 19 })
        {
            await fixture.StrikeAsync(new DateTimeOffset(2035, 2, day, 15, 0, 0, TimeSpan.Zero));
            Assert.Equal(["scheduled"], await desk.StatesAsync(account, plan));
        }
        var listed = Assert.Single(await desk.ListAsync($"accounts/{account}/upcoming-payments"));
        Assert.Equal(("2035-02-17", "2035-02-20"), (Text(listed["dueOn"]), Text(listed["askedOn"])));
        await fixture.StrikeAsync(new DateTimeOffset(2035, 2, 20, 15, 0, 0, TimeSpan.Zero));

        Assert.Equal(["asked"], await desk.StatesAsync(account, plan));
        Assert.Equal("pending", Text(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["state"]));
    }
}
