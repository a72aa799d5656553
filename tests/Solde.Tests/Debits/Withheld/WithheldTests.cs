using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Platform.Messaging;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>A quota that is cancelled and gets 10,000.00 back, of which its rule keeps a tenth.</summary>
public sealed class WithheldTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const long GivesBack = 1_000_000;

    [Fact]
    [Trait("Rule", "DEB-16")]
    [Trait("Rule", "DEB-12")]
    public async Task The_reducer_of_a_cancelled_quota_is_kept_once_from_what_it_gets_back()
    {
        var (scene, quota) = await CancelledAsync();
        var dry = await scene.RunAsync(isDryRun: true);
        Assert.Equal(GivesBack, await LeftAsync(quota));

        var run = await scene.RunAsync();
        await scene.RunAsync();
        var april = await scene.RunAsync("2026-04");

        var charge = await scene.ChargeAsync(quota.Group, 1);
        Assert.Equal("paid", Text(charge["state"]));
        Assert.Equal(["Redutor de cancelamento 100000"], PartsOf(charge));
        Assert.Equal("withheld none", $"{Text(charge["tries"]![0]!["channel"])} {Text(charge["tries"]![0]!["outlet"])}");
        Assert.Equal(RunScene.ByOutlet(run), RunScene.ByOutlet(dry));
        Assert.Equal(900_000, await LeftAsync(quota));
        Assert.Equal([$"{quota.Group} {quota.Quota} quota_not_active"], await scene.LeftOutAsync(Text(april["id"])));
        var books = await quota.DebitBooksBalanceAsync();
        Assert.Equal(
            ["group:cancellation_reducer -100000", "group:unclaimed 100000"],
            books["ledgers"]!.AsArray().Select(line => $"{Text(line!["ledger"])} {line["journalMinor"]}"));
        var entry = (await quota.JournalAsync())[^1]!;
        Assert.Equal("MoneyWithheld 2026-03", $"{Text(entry["action"])} {Text(entry["reason"])}");
    }

    [Fact]
    [Trait("Rule", "DEB-13")]
    public async Task Money_that_nobody_claims_after_the_groups_end_pays_the_permanence_fee_each_month()
    {
        var (scene, quota) = await CancelledAsync(reducer: null);
        await quota.DoneAsync("permanence-fee", new JsonObject { ["fee"] = "half", ["from"] = "2026-01-01" });
        await EndGroupAsync(quota);

        await scene.RunAsync("2026-04");
        Assert.Equal(GivesBack, await LeftAsync(quota));
        await scene.RunAsync("2026-05");
        await scene.RunAsync("2026-05");
        await scene.RunAsync("2026-06");

        Assert.Equal(["Taxa de permanência 5000"], PartsOf(await scene.ChargeAsync(quota.Group, 1, "2026-05")));
        // Half a percent of 9,950.00.
        Assert.Equal(["Taxa de permanência 4975"], PartsOf(await scene.ChargeAsync(quota.Group, 1, "2026-06")));
        Assert.Equal(GivesBack - 5_000 - 4_975, await LeftAsync(quota));
        await quota.DebitBooksBalanceAsync("2026-06");

        (await ChangeAsync(quota, "ended", 0)).Expect(HttpStatusCode.OK);
        var july = await scene.RunAsync("2026-07");
        Assert.Single(await scene.LeftOutAsync(Text(july["id"])));
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task A_run_that_died_between_quota_and_charge_is_gone_on_with_and_keeps_once()
    {
        var (scene, quota) = await CancelledAsync();
        var preview = await quota.PreviewAsync(quota.Quota);
        var store = fixture.App.Services.GetRequiredService<QuotaStore>();
        var known = (await store.FindAsync(scene.Desk.Organisation, quota.Group, quota.Quota, default))!;
        var here = await HereAsync(quota);
        var kept = WithheldRule.Of(known, here, RunScene.Month, "run_dead")!.Charge!;
        var money = fixture.App.Services.GetRequiredService<WithheldMoney>();

        Assert.NotNull(await money.WriteDownAsync(scene.Desk.Organisation, kept, here, "run_dead", default));
        Assert.NotNull(await money.WriteDownAsync(scene.Desk.Organisation, kept, here, "run_dead", default));
        await scene.RunAsync("2026-04");
        Assert.Equal(900_000, await LeftAsync(quota));
        await scene.RunAsync();

        Assert.Equal(["Redutor de cancelamento 100000"], PartsOf(await scene.ChargeAsync(quota.Group, 1)));
        Assert.Equal(PartsOf(preview["charge"]!), PartsOf(await scene.ChargeAsync(quota.Group, 1)));
        Assert.Equal(900_000, await LeftAsync(quota));
        await quota.DebitBooksBalanceAsync();
    }

    [Fact]
    public async Task Only_a_quota_that_is_not_active_gives_back_and_one_that_is_active_again_does_not()
    {
        var (scene, quota) = await CancelledAsync();

        (await ChangeAsync(quota, "active", 5)).Refuses(HttpStatusCode.Conflict, "gives_nothing_back");
        (await ChangeAsync(quota, "cancelled", -5)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await ChangeAsync(quota, "ended", null)).Expect(HttpStatusCode.OK);
        Assert.Equal(GivesBack, await LeftAsync(quota));
        (await ChangeAsync(quota, "ended", 0)).Expect(HttpStatusCode.OK);
        (await ChangeAsync(quota, "cancelled", 0)).Refuses(HttpStatusCode.Conflict, "quota_ended");

        var (_, other) = await CancelledAsync();
        (await ChangeAsync(other, "active", null)).Expect(HttpStatusCode.OK);
        Assert.Null((await other.Desk.GetAsync(other.Path)).Expect(HttpStatusCode.OK)["givesBack"]);
        Assert.NotEqual(scene.Desk.Organisation, other.Desk.Organisation);
    }

    private async Task<(RunScene Scene, ConsortiumScene Quota)> CancelledAsync(string? reducer = "ten")
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        var quota = await scene.QuotaAsync(await scene.GroupAsync("g1"), RunScene.Quota(1));
        if (reducer is not null)
            await quota.DoneAsync("cancellation-reducer", new JsonObject { ["reducer"] = reducer, ["from"] = "2026-01-01" });
        (await ChangeAsync(quota, "cancelled", GivesBack)).Expect(HttpStatusCode.OK);
        return (scene, quota);
    }

    private static Task<TestAnswer> ChangeAsync(ConsortiumScene quota, string state, long? givesBack)
    {
        var body = RunScene.Quota(1);
        body.Remove("number");
        body["state"] = state;
        body["reason"] = "Asked";
        if (givesBack is { } amount)
            body["givesBack"] = Desk.Money(amount, "BRL");
        return quota.Desk.PutAsync(quota.Path, body);
    }

    private static async Task EndGroupAsync(ConsortiumScene quota)
    {
        var body = new JsonObject { ["name"] = "x", ["operation"] = "vehicle", ["state"] = "ended", ["agent"] = "bb" };
        (await quota.Desk.PutAsync("debits/groups/" + quota.Group, body)).Expect(HttpStatusCode.OK);
    }

    private async Task<Surroundings> HereAsync(ConsortiumScene quota)
    {
        var command = new Functions.Api.Command
        {
            Organisation = quota.Desk.Organisation,
            Actor = "test",
            Outgoing = new OutgoingMessages(),
            CancellationToken = default,
        };
        return (await fixture.App.Services.GetRequiredService<RuleDesk>().FindAsync(quota.Group, quota.Quota, command))!.Value.Here;
    }

    private static async Task<long> LeftAsync(ConsortiumScene quota) =>
        (await quota.Desk.GetAsync(quota.Path)).Expect(HttpStatusCode.OK)["givesBack"]!["minor"]!.GetValue<long>();

    private static string[] PartsOf(JsonNode charge) =>
        [.. charge["parts"]!.AsArray().Select(part => $"{Text(part!["name"])} {part["amount"]!["minor"]}")];
}
