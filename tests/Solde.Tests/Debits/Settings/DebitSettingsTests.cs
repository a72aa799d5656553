using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class DebitSettingsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Settings_keep_every_version_and_an_old_ETag_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App, "BRL");
        var empty = await desk.GetAsync("debits/settings");
        Assert.Equal(0, empty.Expect(HttpStatusCode.OK)["version"]!.GetValue<int>());

        (await desk.PutAsync("debits/settings", ConsortiumScene.Settings(), ("If-Match", empty.Headers["ETag"]))).Expect(HttpStatusCode.OK);
        (await desk.PutAsync("debits/settings", ConsortiumScene.Settings(), ("If-Match", empty.Headers["ETag"])))
            .Refuses(HttpStatusCode.PreconditionFailed, "stale");
        (await desk.PutAsync("debits/settings", ConsortiumScene.Settings(isReleased: true))).Expect(HttpStatusCode.OK);

        var versions = (await desk.GetAsync("debits/settings/versions?order=newest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal([2, 1], versions.Select(version => version!["version"]!.GetValue<int>()));
        Assert.Equal([true, false], versions.Select(version => version!["releasesForInsurerDecision"]!.GetValue<bool>()));
        Assert.All(versions, version => Assert.NotEmpty(Text(version!["changedBy"])));
        Assert.Equal(2, (await desk.GetAsync("debits/settings/journal")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Lists_with_a_code_twice_or_of_nothing_known_are_refused_field_by_field()
    {
        var desk = await Desk.OpenAsync(fixture.App, "BRL");
        var settings = ConsortiumScene.Settings();
        settings["reasons"]![0]!["rule"] = "weather";
        settings["reasons"]![1]!["code"] = null;
        settings["permanenceFees"]![0]!["ratePartsPerMillion"] = 1_000_001;
        settings["banks"]![1]!["code"] = "001";
        settings["agents"]![0]!["validFrom"] = "2027-01-01";
        settings["agents"]![1]!["remittanceTypes"]![0]!["type"] = "pigeon";
        settings["mandates"] = new JsonObject { ["preNotificationDays"] = 61 };

        var refused = await desk.PutAsync("debits/settings", settings);

        refused.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(
            [
                "agents[0].validTo", "agents[1].remittanceTypes[0].type", "banks[1].code", "mandates.preNotificationDays",
                "permanenceFees[0].ratePartsPerMillion", "reasons[0].rule", "reasons[1].code",
            ],
            refused.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }
}
