using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>The clock moves here, so these stand apart from the others.</summary>
[Trait("Rule", "DEB-23")]
public sealed class WatchMandatesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_mandate_that_rests_is_marked_to_be_kept_alive_and_expires_when_nothing_was_sent()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var account = await scene.BankAccountAsync();
        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 5 });
        (await scene.SayAsync((await scene.MandatesAsync())[0]!, "confirmation", null)).Expect(HttpStatusCode.OK);

        await WatchAsync();
        Assert.Equal(("active", null), await StandAsync(scene));
        fixture.Clock.Advance(TimeSpan.FromDays(62));
        await WatchAsync();
        await WatchAsync();
        Assert.Equal(("active", "2026-05-11"), await StandAsync(scene));
        Assert.Single(await scene.JournalAsync(), entry => Text(entry!["action"]) == "MandateKeepAliveAsked");

        fixture.Clock.Advance(TimeSpan.FromDays(30));
        await WatchAsync();
        await WatchAsync();
        Assert.Equal(("expired", null), await StandAsync(scene));
        Assert.Equal([$"2026-03-10..2026-06-09 {account}"], await scene.PeriodsAsync("direct-debit"));
        Assert.Single(await scene.JournalAsync(), entry => Text(entry!["action"]) == "MandateExpired");
    }

    private async Task WatchAsync() => Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("WatchMandates"));

    private static async Task<(string State, string? KeepAliveAskedOn)> StandAsync(ConsortiumScene scene)
    {
        var mandate = (await scene.MandatesAsync())[0]!;
        return (Text(mandate["state"]), mandate["keepAliveAskedOn"]?.GetValue<string>());
    }
}
