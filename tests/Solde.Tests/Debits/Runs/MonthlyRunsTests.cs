using System.Net;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>The timer starts the runs of all organisations, so these have tables of their own.</summary>
[Trait("Rule", "DEB-16")]
public sealed class MonthlyRunsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_timer_starts_each_organisations_run_on_its_day_once()
    {
        var today = await RunScene.OpenAsync(fixture.App, """{ "dayOfMonth": 10 }""");
        var too = await RunScene.OpenAsync(fixture.App, """{ "dayOfMonth": 10 }""");
        var ahead = await RunScene.OpenAsync(fixture.App, """{ "dayOfMonth": 8, "monthsAhead": 1 }""");
        var later = await RunScene.OpenAsync(fixture.App, """{ "dayOfMonth": 11 }""");
        var never = await RunScene.OpenAsync(fixture.App);
        foreach (var scene in new[] { today, too, ahead, later, never })
            await scene.GroupAsync("g1", quotas: 1);

        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("StartMonthlyRuns"));
            await fixture.App.DrainAsync();
        }

        Assert.Equal("2026-03 completed 1", Assert.Single(await RunsAsync(today)));
        Assert.Equal("2026-03 completed 1", Assert.Single(await RunsAsync(too)));
        Assert.Equal("2026-04 completed 1", Assert.Single(await RunsAsync(ahead)));
        Assert.Empty(await RunsAsync(later));
        Assert.Empty(await RunsAsync(never));
    }

    [Theory]
    [InlineData("2026-03-10", 10, 0, "2026-03")]
    [InlineData("2026-03-13", 10, 0, "2026-03")]
    [InlineData("2026-03-14", 10, 0, null)]
    [InlineData("2026-03-09", 10, 0, null)]
    [InlineData("2026-02-28", 31, 0, "2026-02")]
    [InlineData("2026-03-02", 31, 0, "2026-02")]
    [InlineData("2026-12-10", 10, 1, "2027-01")]
    public void A_run_is_due_on_its_day_and_made_up_for_within_three(string today, int day, int ahead, string? month) =>
        Assert.Equal(month, StartMonthlyRuns.MonthDueOn(DateOnly.Parse(today), new RunTerms(day, ahead)));

    private static async Task<string[]> RunsAsync(RunScene scene) =>
    [
        .. (await scene.Desk.GetAsync("debits/runs")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(run => $"{Text(run!["month"])} {Text(run["state"])} {run["charged"]}"),
    ];
}
