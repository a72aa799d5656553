using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class QuotasTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_quota_is_added_once_and_shown_with_its_member()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var path = $"debits/groups/{scene.Group}/quotas";
        var account = await scene.Desk.AccountAsync();
        var body = ConsortiumScene.QuotaBody(77, "Ana Souza");
        body["version"] = 2;
        body["member"]!["account"] = account;

        var added = (await scene.Desk.PostAsync(path, body)).Expect(HttpStatusCode.Created);

        Assert.Equal("000077-02", Text(added["id"]));
        var shown = await scene.Desk.GetAsync($"{path}/000077-02");
        Assert.Equal(added.ToJsonString(), shown.Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("\"1\"", shown.Headers["ETag"]);
        (await scene.Desk.PostAsync(path, body)).Refuses(HttpStatusCode.Conflict, "quota_exists");
        body["member"]!["account"] = "acc_nobody";
        (await scene.Desk.PostAsync(path, body)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_billing_account");
        (await scene.Desk.PostAsync(path, ConsortiumScene.QuotaBody(0))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.Desk.PostAsync("debits/groups/none/quotas", ConsortiumScene.QuotaBody(1)))
            .Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task The_same_key_and_body_gives_the_first_answer_again_and_another_body_is_refused()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var path = $"debits/groups/{scene.Group}/quotas";
        var first = await scene.Desk.PostAsync(path, ConsortiumScene.QuotaBody(5), "key-5");

        var again = await scene.Desk.PostAsync(path, ConsortiumScene.QuotaBody(5), "key-5");

        first.Expect(HttpStatusCode.Created);
        Assert.Equal(first.Body, again.Body);
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        (await scene.Desk.PostAsync(path, ConsortiumScene.QuotaBody(6), "key-5"))
            .Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");

        var account = new JsonObject { ["kind"] = "current", ["bank"] = "001", ["branch"] = "1234", ["number"] = "111-1" };
        var added = await scene.Desk.PostAsync($"{scene.Path}/bank-accounts", account, "key-7");
        Assert.Equal(added.Body, (await scene.Desk.PostAsync($"{scene.Path}/bank-accounts", account, "key-7")).Body);
        (await scene.Desk.PostAsync($"{scene.Path}/bank-accounts", account)).Refuses(HttpStatusCode.Conflict, "bank_account_exists");
    }

    [Fact]
    public async Task Many_are_added_at_once_all_of_them_or_none()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var path = $"debits/groups/{scene.Group}/quotas/bulk";

        var added = await scene.Desk.PostAsync(path, Bulk(101, 49), "bulk-1");

        Assert.Equal(49, added.Expect(HttpStatusCode.Created)["items"]!.AsArray().Count);
        Assert.Equal(added.Body, (await scene.Desk.PostAsync(path, Bulk(101, 49), "bulk-1")).Body);
        Assert.Equal(50, (await WalkAsync(scene, "limit=7")).Count);
        var clash = await scene.Desk.PostAsync(path, Bulk(149, 3));
        clash.Refuses(HttpStatusCode.Conflict, "quota_exists");
        Assert.Contains("000149-00", clash.Body, StringComparison.Ordinal);
        Assert.Equal(50, (await WalkAsync(scene, "limit=200")).Count);
        (await scene.Desk.PostAsync(path, Bulk(201, 50))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var twice = new JsonObject { ["quotas"] = new JsonArray(ConsortiumScene.QuotaBody(300), ConsortiumScene.QuotaBody(300)) };
        (await scene.Desk.PostAsync(path, twice)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var journal = (await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas/000120-00/journal")).Expect(HttpStatusCode.OK);
        Assert.Equal("QuotaAdded", Text(journal["items"]![0]!["action"]));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Quotas_are_listed_by_number_filtered_searched_and_paged()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        (await scene.Desk.PostAsync($"debits/groups/{scene.Group}/quotas/bulk", Bulk(2, 9))).Expect(HttpStatusCode.Created);
        var path = $"debits/groups/{scene.Group}/quotas";
        (await scene.Desk.PostAsync(path, ConsortiumScene.QuotaBody(50, "Zélia Gonçalves"))).Expect(HttpStatusCode.Created);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50], await WalkAsync(scene, "limit=3"));
        Assert.Equal([50, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], await WalkAsync(scene, "limit=4&order=newest"));
        Assert.Empty(await WalkAsync(scene, "state=cancelled"));
        Assert.Equal(11, (await WalkAsync(scene, "state=active")).Count);
        var found = (await scene.Desk.PostAsync($"{path}/search", new JsonObject { ["text"] = "goncalves" })).Expect(HttpStatusCode.OK);
        Assert.Equal("Zélia Gonçalves", Text(found["items"]!.AsArray().Single()!["memberName"]));
        (await scene.Desk.GetAsync($"{path}?state=odd")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.Desk.GetAsync($"{path}?cursor=fCp8")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Fifty_changes_of_one_quota_at_once_lose_none()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var days = Enumerable.Range(0, 50).Select(day => new DateOnly(2026, 4, 1).AddDays(2 * day).ToString("yyyy-MM-dd"));

        var answers = await Task.WhenAll(days.Select(day =>
            scene.SetAsync("fixed-bid", new JsonObject { ["from"] = day, ["to"] = day, ["reason"] = "x" })));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(50, (await scene.PeriodsAsync("fixed-bid")).Length);
        var journal = await scene.JournalAsync();
        Assert.Equal(Enumerable.Range(1, 51), journal.Select(entry => entry!["sequence"]!.GetValue<int>()));
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Two_instances_of_the_app_at_one_quota_lose_no_update()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        // Two processes would have the real clock too; the retries' random waits need one that moves.
        var settings = new SoldeTestSettings(azurite.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] };
        await using var one = await SoldeTestApp.StartAsync(settings);
        await using var other = await SoldeTestApp.StartAsync(settings with { CreateTables = false });
        var scene = await ConsortiumScene.OpenAsync(one);
        var there = scene with { Desk = new Desk(other, scene.Desk.Organisation, scene.Desk.Key) };
        var days = Enumerable.Range(0, 20).Select(day => new DateOnly(2030, 4, 1).AddDays(2 * day).ToString("yyyy-MM-dd"));

        var answers = await Task.WhenAll(days.Select((day, index) =>
            (index % 2 == 0 ? scene : there).SetAsync("fixed-bid", new JsonObject { ["from"] = day, ["to"] = day, ["reason"] = "x" })));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(20, (await there.PeriodsAsync("fixed-bid")).Length);
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task Reading_and_writing_need_their_scopes_and_settings_the_administrators()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var reader = scene with { Desk = scene.Desk.With(await scene.Desk.ApiKeyAsync("debits.read")) };
        var writer = scene with { Desk = scene.Desk.With(await scene.Desk.ApiKeyAsync("debits.write")) };
        var body = new JsonObject { ["isCharged"] = false, ["reason"] = "x" };

        (await reader.Desk.GetAsync(scene.Path)).Expect(HttpStatusCode.OK);
        (await reader.SetAsync("bank-fee", body)).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await writer.SetAsync("bank-fee", body)).Expect(HttpStatusCode.OK);
        (await writer.Desk.PutAsync("debits/settings", ConsortiumScene.Settings())).Refuses(HttpStatusCode.Forbidden, "missing_scope");
    }

    private static JsonObject Bulk(int first, int count) => new()
    {
        ["quotas"] = new JsonArray([.. Enumerable.Range(first, count).Select(number => (JsonNode)ConsortiumScene.QuotaBody(number))]),
    };

    private static async Task<List<int>> WalkAsync(ConsortiumScene scene, string query)
    {
        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : "&cursor=" + cursor;
            var page = (await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas?{query}{after}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["number"]!.GetValue<int>()));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return seen;
    }
}
