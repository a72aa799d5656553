using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

[Trait("Rule", "INS-07")]
public sealed class FeeSettingsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Before_the_first_change_nothing_is_charged()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var fees = (await desk.GetAsync("insurance/fees")).Expect(HttpStatusCode.OK);

        Assert.Equal((0, 0L), (fees["version"]!.GetValue<int>(), Minor(fees["administration"]!["fixed"])));
        Assert.Null(fees["validFrom"]);
    }

    [Fact]
    public async Task A_change_counts_for_invoices_made_from_then_on_and_never_for_earlier_ones()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(1_250));
        var waiting = Text((await office.AddAsync(null))["id"]);
        var earlier = Text((await office.AddAsync(5_000))["id"]);

        await Office.ChangeFeesAsync(office.Desk, Office.Fees(2_000, onlineRate: 35_000));
        Assert.Equal(6_250, await office.BalanceAsync());
        (await office.TickAsync(waiting, 5_000)).Expect(HttpStatusCode.OK);

        var (before, after) = ((await office.WhyAsync(earlier))["breakdown"]!, (await office.WhyAsync(waiting))["breakdown"]!);
        Assert.Equal((1, 1_250L), (VersionOf(before), Minor(before["administrationFees"]!["amount"])));
        Assert.Equal((2, 2_000L), (VersionOf(after), Minor(after["administrationFees"]!["amount"])));
        Assert.Equal(6_250 + 7_245, await office.BalanceAsync());
    }

    [Fact]
    public async Task Every_version_is_kept_with_who_and_when_and_answers_for_its_time()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var start = fixture.Clock.GetUtcNow();
        await Office.ChangeFeesAsync(desk, Office.Fees(1_000));
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await Office.ChangeFeesAsync(desk, Office.Fees(2_000));
        // The same values again change nothing.
        await Office.ChangeFeesAsync(desk, Office.Fees(2_000));

        var versions = (await desk.GetAsync("insurance/fees/versions?order=oldest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

        Assert.Equal([1_000L, 2_000L], versions.Select(version => Minor(version!["administration"]!["fixed"])));
        Assert.All(versions, version => Assert.StartsWith("api-key ", Text(version!["changedBy"]), StringComparison.Ordinal));
        Assert.Equal(0, await VersionAtAsync(desk, start.AddSeconds(-1)));
        Assert.Equal(1, await VersionAtAsync(desk, start));
        Assert.Equal(1, await VersionAtAsync(desk, start.AddMinutes(59)));
        Assert.Equal(2, await VersionAtAsync(desk, start.AddHours(1)));
        Assert.Equal(2, (await desk.GetAsync("insurance/fees/journal")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Count);
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task A_change_of_what_another_has_changed_meanwhile_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var read = (await desk.GetAsync("insurance/fees")).Headers["ETag"];
        (await desk.PutAsync("insurance/fees", Office.Fees(1_000), ("If-Match", read))).Expect(HttpStatusCode.OK);

        (await desk.PutAsync("insurance/fees", Office.Fees(2_000), ("If-Match", read))).Refuses(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task Only_an_administrator_changes_fees()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var clerk = desk.With(await desk.ApiKeyAsync("billing.read", "billing.write"));

        (await clerk.PutAsync("insurance/fees", Office.Fees(1_000))).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.GetAsync("insurance/fees")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("insurance/fees?at=yesterday", "at")]
    [InlineData("insurance/fees/versions?order=best", "order")]
    public async Task A_query_that_cannot_be_read_is_refused_by_field(string path, string field)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.GetAsync(path);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("""{"administration":{"ratePartsPerMillion":-1},"online":{}}""")]
    [InlineData("""{"administration":{"ratePartsPerMillion":1000001},"online":{}}""")]
    [InlineData("""{"administration":{"fixed":{"minor":-5,"currency":"CAD"}},"online":{}}""")]
    [InlineData("""{"administration":{"fixed":{"minor":5,"currency":"EUR"}},"online":{}}""")]
    [InlineData("""{"administration":{"percent":3},"online":{}}""")]
    public async Task Fees_that_cannot_be_are_refused(string body)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await desk.PutAsync("insurance/fees", JsonNode.Parse(body)!)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static int VersionOf(JsonNode breakdown) => breakdown["administrationFees"]!["setting"]!["version"]!.GetValue<int>();

    private static async Task<int> VersionAtAsync(Desk desk, DateTimeOffset at) =>
        (await desk.GetAsync("insurance/fees?at=" + at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)))
            .Expect(HttpStatusCode.OK)["version"]!.GetValue<int>();
}
