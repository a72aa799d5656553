using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>The clock moves here, so this stands apart from the others.</summary>
[Trait("Rule", "DEB-23")]
public sealed class MandatesOfRunTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_mandate_that_rests_is_kept_alive_by_the_run_and_once_only()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 1, change: body => body["assemblies"] = JsonNode.Parse("[]"));
        await RunScene.DebitedAsync(scene.Quota("g1", 1));
        fixture.Clock.Advance(TimeSpan.FromDays(65));
        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("WatchMandates"));

        var run = await scene.RunAsync();
        var again = await scene.RunAsync();

        var file = Assert.Single(await RunFilesTests.FilesAsync(scene, Text(run["id"])));
        var line = (await RunFilesTests.ContentAsync(scene, file)).Split("\r\n")[1];
        Assert.Equal("E" + new string('0', 15), line[0] + line[52..67]);
        Assert.Empty(await RunFilesTests.FilesAsync(scene, Text(again["id"])));
    }
}
