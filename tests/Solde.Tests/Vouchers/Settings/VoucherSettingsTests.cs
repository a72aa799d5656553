using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-02")]
public sealed class VoucherSettingsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Before_the_first_change_the_built_in_ones_count()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);

        var settings = (await desk.GetAsync("vouchers/settings")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [0, 12, 30], new[] { "version", "validityMonths", "expiryNoticeDays" }.Select(name => settings[name]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_a_region_does_not_say_is_as_built_in_and_every_version_is_kept()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var region = new JsonObject { ["mode"] = "successive", ["user"] = new JsonObject { ["days"] = 4, ["unit"] = "working" } };
        var settings = new JsonObject { ["regions"] = new JsonObject { ["bru"] = region }, ["reason"] = "The old way" };

        var first = (await desk.PutAsync("vouchers/settings", settings)).Expect(HttpStatusCode.OK);
        (await desk.PutAsync("vouchers/settings", new JsonObject())).Expect(HttpStatusCode.OK);

        var bru = first["regions"]!["bru"]!;
        Assert.Equal("successive", Text(bru["mode"]));
        Assert.Equal((5, 4), (bru["company"]!["days"]!.GetValue<int>(), bru["user"]!["days"]!.GetValue<int>()));
        var versions = (await desk.GetAsync("vouchers/settings/versions?order=oldest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["The old way", null], versions.Select(version => version!["reason"]?.GetValue<string>()));
        Assert.Equal(2, (await desk.GetAsync("vouchers/settings/journal")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Count);
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task A_change_of_what_another_has_changed_meanwhile_is_refused()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var read = (await desk.GetAsync("vouchers/settings")).Headers["ETag"];
        (await desk.PutAsync("vouchers/settings", new JsonObject(), ("If-Match", read))).Expect(HttpStatusCode.OK);

        var late = await desk.PutAsync("vouchers/settings", new JsonObject(), ("If-Match", read));

        late.Refuses(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Theory]
    [InlineData("""{"value":{"minor":0,"currency":"EUR"}}""", "value")]
    [InlineData("""{"validityMonths":0}""", "validityMonths")]
    [InlineData("""{"expiryNoticeDays":-1}""", "expiryNoticeDays")]
    [InlineData("""{"regions":{"b u":{}}}""", "regions.b u")]
    [InlineData("""{"regions":{"bru":null}}""", "regions.bru")]
    [InlineData("""{"regions":{"bru":{"mode":"both"}}}""", "regions.bru.mode")]
    [InlineData("""{"regions":{"bru":{"company":{"days":0,"unit":"working"}}}}""", "regions.bru.company.days")]
    [InlineData("""{"regions":{"bru":{"user":{"days":1,"unit":"weeks"}}}}""", "regions.bru.user.unit")]
    [InlineData("""{"regions":{"bru":{"byEncoder":{"robot":{}}}}}""", "regions.bru.byEncoder")]
    [InlineData("""{"regions":{"bru":{"byEncoder":{"worker":null}}}}""", "regions.bru.byEncoder.worker")]
    [InlineData(
        """{"regions":{"bru":{"byEncoder":{"worker":{"user":{"days":61,"unit":"calendar"}}}}}}""",
        "regions.bru.byEncoder.worker.user.days")]
    public async Task Settings_that_cannot_be_are_refused_by_field(string body, string field)
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);

        var answer = await desk.PutAsync("vouchers/settings", body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }
}
