using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-23")]
public sealed class MandatesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Registering_a_direct_debit_asks_for_one_mandate_of_its_account()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var account = await scene.BankAccountAsync();

        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 5 });
        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 10 });

        var mandate = Assert.Single(await scene.MandatesAsync())!;
        Assert.Equal("asked", Text(mandate["state"]));
        Assert.Equal("febraban150", Text(mandate["scheme"]));
        Assert.NotNull(MandateReference.Find(Text(mandate["reference"])));
        Assert.Equal(3, mandate["dormancyMonths"]!.GetValue<int>());
        var read = (await scene.Desk.GetAsync($"{scene.Path}/mandates/{Text(mandate["id"])}")).Expect(HttpStatusCode.OK);
        Assert.Equal(mandate.ToJsonString(), read.ToJsonString());
    }

    [Fact]
    public async Task It_is_confirmed_suspended_resumed_and_cancelled_and_its_direct_debits_end_with_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var (account, mandate) = await RegisteredAsync(scene, "2026-01-01");

        var confirmed = (await scene.SayAsync(mandate, "confirmation", null, "2026-03-01")).Expect(HttpStatusCode.OK);
        Assert.Equal("active", Text(confirmed["state"]));
        (await scene.SayAsync(mandate, "confirmation")).Refuses(HttpStatusCode.Conflict, "mandate_state");
        (await scene.SayAsync(mandate, "refusal")).Refuses(HttpStatusCode.Conflict, "mandate_state");
        (await scene.SayAsync(mandate, "suspension", null)).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await scene.SayAsync(mandate, "suspension", on: "2027-01-01")).Refuses(HttpStatusCode.UnprocessableEntity, "not_yet");
        Assert.Equal("suspended", Text((await scene.SayAsync(mandate, "suspension")).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal("active", Text((await scene.SayAsync(mandate, "resumption", null)).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal([$"2026-01-01.. {account}"], await scene.PeriodsAsync("direct-debit"));

        var cancelled = (await scene.SayAsync(mandate, "cancellation", "The member wrote")).Expect(HttpStatusCode.OK);

        Assert.Equal("cancelled", Text(cancelled["state"]));
        Assert.Equal(ConsortiumScene.Today, Text(cancelled["endedOn"]));
        Assert.Equal([$"2026-01-01..2026-03-09 {account}"], await scene.PeriodsAsync("direct-debit"));
        (await scene.SayAsync(mandate, "resumption")).Refuses(HttpStatusCode.Conflict, "mandate_state");
        Assert.Equal("MandateCancelled", Text((await scene.JournalAsync())[^1]!["action"]));
        var again = await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 5 });
        Assert.Equal($"2026-03-10.. {account}", ConsortiumScene.Periods(again)[^1]);
        Assert.Equal(["cancelled", "asked"], (await scene.MandatesAsync()).Select(known => Text(known!["state"])));
        Assert.Single((await scene.Desk.GetAsync($"{scene.Path}/mandates?state=asked")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task A_direct_debit_that_is_to_hold_again_is_asked_for_a_mandate_and_one_that_is_over_is_not()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var (_, mandate) = await RegisteredAsync(scene, "2026-01-01");
        var period = ConsortiumScene.Newest((await scene.Desk.GetAsync($"{scene.Path}/direct-debit")).Expect(HttpStatusCode.OK));
        (await scene.SayAsync(mandate, "cancellation")).Expect(HttpStatusCode.OK);

        (await scene.MoveAsync("direct-debit", period, "2026-01-01", "2026-02-28")).Expect(HttpStatusCode.OK);
        Assert.Equal(["cancelled"], (await scene.MandatesAsync()).Select(known => Text(known!["state"])));
        (await scene.MoveAsync("direct-debit", period, "2026-01-01", null)).Expect(HttpStatusCode.OK);
        Assert.Equal(["cancelled", "asked"], (await scene.MandatesAsync()).Select(known => Text(known!["state"])));
    }

    [Fact]
    public async Task A_refused_mandate_leaves_no_direct_debit_that_was_to_begin()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var (_, mandate) = await RegisteredAsync(scene, "2026-05-01");

        (await scene.SayAsync(mandate, "refusal")).Expect(HttpStatusCode.OK);

        Assert.Empty(await scene.PeriodsAsync("direct-debit"));
        Assert.Equal("refused", Text((await scene.MandatesAsync())[0]!["state"]));
    }

    [Fact]
    public async Task The_organisations_own_notice_and_limit_stand_in_new_mandates_within_what_the_scheme_allows()
    {
        var settings = ConsortiumScene.Settings();
        settings["mandates"] = new JsonObject { ["preNotificationDays"] = 5, ["dormancyMonths"] = 2 };
        var scene = await ConsortiumScene.OpenAsync(fixture.App, settings);

        var (_, mandate) = await RegisteredAsync(scene, "2026-05-01");

        Assert.Equal(5, mandate["preNotificationDays"]!.GetValue<int>());
        Assert.Equal(2, mandate["dormancyMonths"]!.GetValue<int>());
        settings["mandates"] = new JsonObject { ["dormancyMonths"] = 4 };
        (await scene.Desk.PutAsync("debits/settings", settings)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static async Task<(string Account, JsonNode Mandate)> RegisteredAsync(ConsortiumScene scene, string from)
    {
        var account = await scene.BankAccountAsync();
        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 5, ["from"] = from });
        return (account, (await scene.MandatesAsync())[0]!);
    }
}
