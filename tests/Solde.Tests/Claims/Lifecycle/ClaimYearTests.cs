using System.Globalization;
using System.Net;
using Solde.Tests.Harness;
using Xunit.Abstractions;

namespace Solde.Tests.Claims;

/// <summary>A year of claim files, each with a workflow of its own. <c>SOLDE_CLAIMS=2000</c> plays it with as many at once.</summary>
public sealed class ClaimYearTests(AppFixture fixture, ITestOutputHelper output) : IClassFixture<AppFixture>
{
    private const int Weeks = 4;

    private static int Claims => int.Parse(Environment.GetEnvironmentVariable("SOLDE_CLAIMS") ?? "24", CultureInfo.InvariantCulture);

    [Fact]
    [Trait("Rule", "CLM-16")]
    public async Task Over_a_year_each_file_is_reminded_of_on_its_days_and_no_history_grows()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        await ClaimYear.TellClerkAsync(shop);
        var begin = fixture.Clock.GetUtcNow();
        var files = new List<(int Course, string Claim, string File, DateTimeOffset Opened)>();
        for (var week = 0; week < Weeks; week++)
        {
            for (var i = week * Claims / Weeks; i < (week + 1) * Claims / Weeks; i++)
            {
                var claim = Shop.NewNumber("C");
                files.Add((i % 3, claim, await shop.TellAsync(claim, "opening_request"), fixture.Clock.GetUtcNow()));
            }
            await fixture.App.DrainAsync();
            await ClaimYear.PassAsync(fixture.App, fixture.Clock, begin.AddDays(3 * (week + 1)));
        }
        // The second third gets its notice after the first reminder of all, and is sent; the third is talked about every month.
        var sent = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await ClaimYear.PassAsync(fixture.App, fixture.Clock, begin.AddDays(30));
        foreach (var (_, claim, file, _) in files.Where(one => one.Course == 1))
        {
            await shop.TellAsync(claim, "notice");
            (await shop.EstimateAsync(file)).Expect(HttpStatusCode.OK);
            (await shop.SendAsync(file, "warranty_note_sent")).Expect(HttpStatusCode.OK);
            sent[file] = fixture.Clock.GetUtcNow();
        }
        await fixture.App.DrainAsync();
        for (var month = 2; month <= 12; month++)
        {
            foreach (var (_, claim, _, _) in files.Where(one => one.Course == 2))
                await shop.TellAsync(claim, "follow_up", "99");
            await fixture.App.DrainAsync();
            await ClaimYear.PassAsync(fixture.App, fixture.Clock, begin.AddDays(30 * month));
        }

        var longest = 0;
        foreach (var (_, _, file, opened) in files)
        {
            List<(string, DateTimeOffset)> expected =
                [("OverdueReminded", ClaimYear.Morning(opened, 5)), ("OverdueEscalated", ClaimYear.Morning(opened, 12))];
            if (sent.TryGetValue(file, out var at))
                expected.AddRange([("OverdueReminded", ClaimYear.Morning(at, 10)), ("OverdueEscalated", ClaimYear.Morning(at, 17))]);
            Assert.Equal(expected, await ClaimYear.RemindersAsync(shop, file));
            longest = Math.Max(longest, (await fixture.App.Hub.HistoryAsync("claim-" + file)).Count);
            Assert.Equal("running", await fixture.App.WorkflowStateAsync("claim-" + file));
        }
        output.WriteLine($"{files.Count} files alive at once; the longest history has {longest} events.");
        Assert.InRange(longest, 1, 12);

        foreach (var (_, claim, _, _) in files)
            await shop.TellAsync(claim, "follow_up", "35");
        await fixture.App.DrainAsync();
        await ClaimYear.PassAsync(fixture.App, fixture.Clock, fixture.Clock.GetUtcNow().AddDays(1));
        foreach (var (_, _, file, _) in files)
            Assert.Equal("completed", await fixture.App.WorkflowStateAsync("claim-" + file));
        Assert.NotEmpty(await shop.ItemsAsync("notifications?kind=claim_reminder"));
    }
}
