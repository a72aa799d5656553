using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class InsuranceRulesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "DEB-01")]
    public async Task A_new_plan_starts_on_the_day_of_the_change_and_the_open_ended_old_one_ends_the_day_before()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var first = await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });
        (await scene.MoveAsync("insurance-plan", ConsortiumScene.Newest(first), "2026-01-01", null)).Expect(HttpStatusCode.OK);

        var changed = await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life2" });

        Assert.Equal(["2026-01-01..2026-03-09 life1", "2026-03-10.. life2"], ConsortiumScene.Periods(changed));
    }

    [Fact]
    [Trait("Rule", "DEB-01")]
    public async Task A_plan_of_another_type_stands_beside_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });

        var both = await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "job" });

        Assert.Equal(["2026-03-10.. life1", "2026-03-10.. job"], ConsortiumScene.Periods(both));
    }

    [Fact]
    [Trait("Rule", "DEB-01")]
    public async Task The_reason_comes_from_the_organisations_list_and_the_plan_from_the_groups()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);

        (await scene.SetAsync("insurance-plan", new JsonObject { ["plan"] = "life1" }))
            .Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await scene.SetAsync("insurance-plan", new JsonObject { ["plan"] = "life1", ["reason"] = "whim" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "unknown_reason");
        (await scene.SetAsync("insurance-plan", new JsonObject { ["plan"] = "life9", ["reason"] = "asked" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
        (await scene.SetAsync("insurance-plan", new JsonObject { ["plan"] = "life1", ["reason"] = "asked", ["from"] = "2026-01-01" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Empty(await scene.PeriodsAsync("insurance-plan"));
    }

    [Fact]
    [Trait("Rule", "DEB-01")]
    public async Task A_plans_validity_is_set_to_other_dates_after_its_reason()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var plan = ConsortiumScene.Newest(await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" }));

        (await scene.MoveAsync("insurance-plan", plan, "2026-02-01", "2026-08-31", "")).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await scene.MoveAsync("insurance-plan", plan, "2026-02-01", "2026-01-31")).Refuses(
            HttpStatusCode.UnprocessableEntity, "validity_backwards");
        (await scene.MoveAsync("insurance-plan", 99, "2026-02-01", null)).Refuses(HttpStatusCode.NotFound, "not_found");
        var moved = (await scene.MoveAsync("insurance-plan", plan, "2026-02-01", "2026-08-31")).Expect(HttpStatusCode.OK);

        Assert.Equal(["2026-02-01..2026-08-31 life1"], ConsortiumScene.Periods(moved));
        var history = (await scene.Desk.GetAsync($"{scene.Path}/insurance-plan/history?order=newest")).Expect(HttpStatusCode.OK)["items"]!;
        Assert.Equal(["validity_changed", "set"], history.AsArray().Select(entry => Text(entry!["act"])));
        Assert.Equal("mistake", Text(history[0]!["reason"]));
        Assert.NotEmpty(Text(history[0]!["by"]));
    }

    [Fact]
    [Trait("Rule", "DEB-02")]
    public async Task Unticked_parts_of_the_contracted_plans_are_not_charged_one_some_or_all_at_once()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });
        await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "job" });
        Assert.Equal(["life1.death", "life1.disability", "job.job"], await ChargedAsync(scene));

        await scene.DoneAsync("insurance-instalments", new JsonObject { ["unticked"] = new JsonArray("life1.disability") });
        Assert.Equal(["life1.death", "job.job"], await ChargedAsync(scene));
        await scene.DoneAsync("insurance-instalments", new JsonObject { ["unticked"] = new JsonArray("job.job", "life1.death") });
        Assert.Equal(["life1.disability"], await ChargedAsync(scene));
        await scene.DoneAsync("insurance-instalments", new JsonObject { ["all"] = true });
        Assert.Empty(await ChargedAsync(scene));
        await scene.DoneAsync("insurance-instalments", new JsonObject { ["unticked"] = new JsonArray() });
        Assert.Equal(3, (await ChargedAsync(scene)).Length);

        (await scene.SetAsync("insurance-instalments", new JsonObject { ["unticked"] = new JsonArray("job.job") }))
            .Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await scene.SetAsync("insurance-instalments", new JsonObject { ["unticked"] = new JsonArray("life2.death"), ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
    }

    [Fact]
    [Trait("Rule", "DEB-03")]
    public async Task Nothing_of_a_quotas_insurance_changes_once_a_claim_cancelled_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App, ConsortiumScene.Settings(isReleased: true));
        var plan = ConsortiumScene.Newest(await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life2" }));
        (await scene.MoveAsync("insurance-plan", plan, "2026-01-01", null)).Expect(HttpStatusCode.OK);

        var claim = new JsonObject { ["reason"] = "Death of the member", ["on"] = "2026-03-01" };
        (await scene.Desk.PostAsync($"{scene.Path}/insurance-claim", claim)).Expect(HttpStatusCode.OK);

        Assert.Equal(["2026-01-01..2026-02-28 life2"], await scene.PeriodsAsync("insurance-plan"));
        foreach (var (rule, body) in new[]
        {
            ("insurance-plan", new JsonObject { ["plan"] = "life1" }),
            ("insurance-instalments", new JsonObject { ["all"] = true }),
            ("default-insurance", new JsonObject { ["state"] = "granted" }),
        })
        {
            body["reason"] = "asked";
            (await scene.SetAsync(rule, body)).Refuses(HttpStatusCode.Conflict, "insurance_claimed");
        }
        (await scene.MoveAsync("insurance-plan", plan, "2026-01-01", "2026-12-31")).Refuses(HttpStatusCode.Conflict, "insurance_claimed");
        (await scene.EndAsync("insurance-plan", plan, null)).Refuses(HttpStatusCode.Conflict, "insurance_claimed");
        (await scene.Desk.PostAsync($"{scene.Path}/insurance-claim", claim)).Refuses(HttpStatusCode.Conflict, "insurance_claimed");
        await scene.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false });
    }

    [Fact]
    [Trait("Rule", "DEB-10")]
    public async Task Default_insurance_changes_only_while_it_is_released_for_the_insurers_decision()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life2" });
        var granted = new JsonObject { ["state"] = "granted", ["reason"] = "Insurer's letter" };
        Assert.Equal("undefined", await scene.OnAsync("default-insurance", ConsortiumScene.Today));

        (await scene.SetAsync("default-insurance", granted)).Refuses(HttpStatusCode.Conflict, "not_released");
        (await scene.Desk.PutAsync("debits/settings", ConsortiumScene.Settings(isReleased: true))).Expect(HttpStatusCode.OK);
        var given = (await scene.SetAsync("default-insurance", granted)).Expect(HttpStatusCode.OK);
        Assert.Equal("granted", await scene.OnAsync("default-insurance", ConsortiumScene.Today));

        (await scene.Desk.PutAsync("debits/settings", ConsortiumScene.Settings())).Expect(HttpStatusCode.OK);
        (await scene.EndAsync("default-insurance", ConsortiumScene.Newest(given), null)).Refuses(HttpStatusCode.Conflict, "not_released");
    }

    [Fact]
    [Trait("Rule", "DEB-10")]
    public async Task Default_insurance_is_offered_only_where_the_groups_or_the_life_insurance_has_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App, ConsortiumScene.Settings(isReleased: true));
        await scene.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });
        var refused = new JsonObject { ["state"] = "refused", ["reason"] = "Insurer's letter" };

        (await scene.SetAsync("default-insurance", refused)).Refuses(HttpStatusCode.UnprocessableEntity, "default_insurance_not_offered");
        (await scene.SetAsync("default-insurance", new JsonObject { ["state"] = "perhaps", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");

        var plan = JsonNode.Parse(ConsortiumScene.Plan)!.AsObject();
        plan["hasDefaultInsurance"] = true;
        var body = new JsonObject { ["plan"] = plan, ["reason"] = "New policy" };
        (await scene.Desk.PutAsync($"debits/groups/{scene.Group}/plan", body)).Expect(HttpStatusCode.OK);
        (await scene.SetAsync("default-insurance", refused)).Expect(HttpStatusCode.OK);
    }

    private static async Task<string[]> ChargedAsync(ConsortiumScene scene)
    {
        var parts = (await scene.Desk.GetAsync($"{scene.Path}/insurance-parts")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        return [.. parts.Where(part => part!["isCharged"]!.GetValue<bool>()).Select(part => Text(part!["part"]))];
    }
}
