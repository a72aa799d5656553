using System.Net;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.ReportScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-27")]
public sealed class ReportPeriodTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-03")]
    public async Task A_late_evening_counts_on_its_own_day_before_and_after_the_clocks_change()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        // Clocks in Toronto went forward on the 8th of March and go back on the 1st of November.
        await PayAtAsync(desk, account, "2026-04-01T03:30:00Z", 1_00);
        await PayAtAsync(desk, account, "2026-04-01T04:00:00Z", 2_00);
        await PayAtAsync(desk, account, "2026-11-01T03:30:00Z", 4_00);
        await PayAtAsync(desk, account, "2026-11-01T04:00:00Z", 8_00);
        await PayAtAsync(desk, account, "2026-12-01T04:30:00Z", 16_00);
        await PayAtAsync(desk, account, "2026-12-01T05:00:00Z", 32_00);

        Assert.Equal(1_00, await ReceivedAsync(desk, "from=2026-03-01&to=2026-03-31"));
        Assert.Equal(2_00, await ReceivedAsync(desk, "from=2026-04-01&to=2026-04-01"));
        Assert.Equal(4_00, await ReceivedAsync(desk, "from=2026-10-31&to=2026-10-31"));
        Assert.Equal(24_00, await ReceivedAsync(desk, "from=2026-11-01&to=2026-11-30"));
        Assert.Equal(63_00, await ReceivedAsync(desk, "from=2026-03-01&to=2026-12-31"));
        Assert.Equal(32_00, await ReceivedAsync(desk, ""));
        Assert.Equal(-7_00, Minor((await desk.ReportAsync("tie", "from=2026-11-01&to=2026-11-30"))["opening"]));
    }

    [Fact]
    public async Task What_is_corrected_later_leaves_a_period_that_is_over_as_it_was()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var month = $"from={fixture.Day():yyyy-MM-dd}&to={fixture.Day():yyyy-MM-dd}";
        var invoice = await desk.InvoiceAsync(account, 50_00);
        await desk.PayAsync(account, 50_00, invoice);
        var before = await AllAsync(desk, month);
        fixture.Clock.Advance(TimeSpan.FromDays(1));

        await desk.CancelInvoiceAsync(account, invoice, "refund");

        Assert.Equal(before, await AllAsync(desk, month));
        var next = $"from={fixture.Day():yyyy-MM-dd}&to={fixture.Day():yyyy-MM-dd}";
        Assert.Equal(("", 0, 50_00, -50_00), Line((await desk.ReportAsync("revenue", next))["total"]));
        Assert.Equal(("", 0, 50_00, -50_00), Line((await desk.ReportAsync("receipts", next))["total"]));
        Assert.True((await desk.ReportAsync("tie", next))["holds"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("to=2026-02-10", "2026-02-01", "2026-02-10")]
    [InlineData("from=2028-02-10", "2028-02-10", "2028-02-29")]
    [InlineData("from=2026-01-01&to=2027-01-01", "2026-01-01", "2027-01-01")]
    public async Task A_period_of_one_end_is_completed_by_its_month(string query, string from, string to)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        foreach (var report in new[] { "revenue", "receipts", "tie" })
        {
            var answer = await desk.ReportAsync(report, query);
            Assert.Equal((from, to), (Text(answer["from"]), Text(answer["to"])));
        }
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-01")]
    [InlineData("from=2026-01-01&to=2027-01-02")]
    [InlineData("from=soon")]
    [InlineData("to=2026-02-30")]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    public async Task A_period_that_is_none_is_refused(string query)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        foreach (var report in new[] { "revenue", "receipts", "tie" })
            (await desk.GetAsync($"reports/{report}?{query}")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("reports/revenue?format=xlsx")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("reports/receipts?format=pdf")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task PayAtAsync(Desk desk, string account, string instant, long minor)
    {
        fixture.Clock.Advance(DateTimeOffset.Parse(instant) - fixture.Clock.GetUtcNow());
        await desk.PayAsync(account, minor);
    }

    private static async Task<long> ReceivedAsync(Desk desk, string query) =>
        Minor((await desk.ReportAsync("receipts", query))["total"]!["received"]);

    private static async Task<string> AllAsync(Desk desk, string query) => string.Join(
        '\n',
        await desk.ReportAsync("revenue", query),
        await desk.ReportAsync("receipts", query),
        await desk.ReportAsync("tie", query));
}
