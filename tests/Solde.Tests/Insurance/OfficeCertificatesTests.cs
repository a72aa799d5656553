using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

[Trait("Rule", "COM-09")]
public sealed class OfficeCertificatesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_certificates_of_all_providers_are_listed_page_by_page_and_by_the_day_on_which_they_are_valid()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var made = new List<string>();
        foreach (var account in new[] { await desk.AccountAsync(), await desk.AccountAsync(), await desk.AccountAsync() })
        {
            made.Add(await OpenAsync(desk, account, "1", "2025-01-01", "2025-12-31"));
            made.Add(await OpenAsync(desk, account, "2", "2026-01-01", null));
            made.Add(await OpenAsync(desk, account, "3", "2026-07-01", "2026-12-31"));
        }

        Assert.Equal(made.Order(), (await WalkAsync(desk, "limit=2")).Select(item => Text(item["id"])).Order());
        Assert.Equal(["1", "1", "1"], (await WalkAsync(desk, "limit=1&validOn=2025-12-31")).Select(item => Text(item["number"])));
        Assert.Equal(["2", "2", "2"], (await WalkAsync(desk, "limit=2&validOn=2026-06-30")).Select(item => Text(item["number"])));
        Assert.Equal(6, (await WalkAsync(desk, "limit=4&validOn=2026-07-01")).Count);
        Assert.Empty(await WalkAsync(desk, "validOn=2024-12-31"));
        (await desk.GetAsync("insurance/certificates?validOn=soon")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("insurance/certificates?cursor=YQ")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static async Task<string> OpenAsync(Desk desk, string account, string number, string from, string? to)
    {
        var body = new JsonObject { ["number"] = number, ["validFrom"] = from, ["validTo"] = to };
        return Text((await desk.PostAsync($"insurance/accounts/{account}/certificates", body)).Expect(HttpStatusCode.Created)["id"]);
    }

    private static async Task<List<JsonNode>> WalkAsync(Desk desk, string query)
    {
        var seen = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : "&cursor=" + cursor;
            var page = (await desk.GetAsync($"insurance/certificates?{query}{after}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return seen;
    }
}
