using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class DebitGroupsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task A_group_is_opened_once_and_changed_by_whoever_has_read_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var path = $"debits/groups/{scene.Group}";
        var opened = await scene.Desk.GetAsync(path);
        (await scene.Desk.PostAsync("debits/groups", ConsortiumScene.GroupBody())).Refuses(HttpStatusCode.Conflict, "group_exists");

        var assemblies = new JsonObject
        {
            ["assemblies"] = new JsonArray(new JsonObject
            {
                ["month"] = "2026-05",
                ["number"] = 3,
                ["heldOn"] = "2026-05-12",
                ["dueOn"] = "2026-05-15",
            }),
        };
        (await scene.Desk.PutAsync($"{path}/assemblies", assemblies, ("If-Match", opened.Headers["ETag"]))).Expect(HttpStatusCode.OK);
        (await scene.Desk.PutAsync($"{path}/assemblies", assemblies, ("If-Match", opened.Headers["ETag"])))
            .Refuses(HttpStatusCode.PreconditionFailed, "stale");

        var plan = new JsonObject { ["plan"] = JsonNode.Parse(ConsortiumScene.Plan) };
        (await scene.Desk.PutAsync($"{path}/plan", plan)).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        plan["reason"] = "Assembly's vote";
        (await scene.Desk.PutAsync($"{path}/plan", plan)).Expect(HttpStatusCode.OK);
        var head = new JsonObject { ["name"] = "Outro", ["operation"] = "vehicle", ["state"] = "ended" };
        var changed = (await scene.Desk.PutAsync(path, head)).Expect(HttpStatusCode.OK);
        Assert.Null(changed["agent"]);
        Assert.Equal("2026-05", Text(changed["assemblies"]![0]!["month"]));
        (await scene.Desk.PostAsync($"{path}/quotas", ConsortiumScene.QuotaBody(9))).Refuses(HttpStatusCode.Conflict, "group_ended");

        var journal = (await scene.Desk.GetAsync($"{path}/journal?order=oldest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(
            ["GroupOpened", "AssembliesChanged", "GroupPlanChanged", "GroupChanged"], journal.Select(entry => Text(entry!["action"])));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_charged_by_is_refused_field_by_field()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var plan = JsonNode.Parse(ConsortiumScene.Plan)!.AsObject();
        plan["commonFund"]![1]!["fromAssembly"] = 1;
        plan["administrationFeePartsPerMillion"] = -1;
        plan["bankFee"] = Desk.Money(1, "CAD");
        plan["insurancePlans"]![0]!["parts"]![0]!["base"] = "wish";
        plan["insurancePlans"]![1]!["code"] = "life1";

        var refused = await scene.Desk.PutAsync($"debits/groups/{scene.Group}/plan", new JsonObject { ["plan"] = plan, ["reason"] = "x" });

        refused.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(
            [
                "plan.administrationFeePartsPerMillion", "plan.bankFee", "plan.commonFund[1].fromAssembly",
                "plan.insurancePlans[0].parts[0].base", "plan.insurancePlans[1].code", "plan.insurancePlans[1].parts[0].code",
            ],
            refused.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Groups_are_listed_by_id_filtered_and_paged()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        foreach (var id in new[] { "g102", "g101" })
            (await scene.Desk.PostAsync("debits/groups", ConsortiumScene.GroupBody(id))).Expect(HttpStatusCode.Created);

        var first = (await scene.Desk.GetAsync("debits/groups?limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await scene.Desk.GetAsync("debits/groups?limit=2&cursor=" + Text(first["next"]))).Expect(HttpStatusCode.OK);

        Assert.Equal(["g100", "g101"], Ids(first));
        Assert.Equal(["g102"], Ids(rest));
        Assert.Equal(["g102", "g101", "g100"], Ids((await scene.Desk.GetAsync("debits/groups?order=newest")).Json));
        Assert.Empty(Ids((await scene.Desk.GetAsync("debits/groups?state=ended")).Json));
        Assert.Equal(3, Ids((await scene.Desk.GetAsync("debits/groups?text=veiculos")).Json).Length);
    }

    private static string[] Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => Text(item!["id"]))];
}
