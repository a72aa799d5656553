using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ErasureScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "COM-12")]
public sealed class QuotaErasureTests : IAsyncLifetime
{
    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_laws_time_nothing_in_debits_tells_of_a_member_and_every_figure_is_what_it_was()
    {
        var (scene, quotas) = await OfLongAgoAsync(App);
        Assert.NotEmpty(await TracesAsync(App));
        var before = await scene.QuotaAsync(quotas[0]);
        var books = await scene.Consortium.DebitBooksBalanceAsync(ReturnScene.Month);
        _fixture.Clock.Advance(ElevenYears);

        var erasure = await scene.Desk.EraseAsync();

        Assert.Equal(
            [
                "debit_file 1 erased, 0 not at rest",
                "debit_month 1 erased, 0 not at rest",
                "debit_return 1 erased, 0 not at rest",
                "quota 2 erased, 0 not at rest",
            ],
            Counts(erasure));
        Assert.Empty(await TracesAsync(App));
        var after = await scene.QuotaAsync(quotas[0]);
        Assert.Equal((before.Credit, before.State, before.AddedAt), (after.Credit, after.State, after.AddedAt));
        Assert.Equal(before.Mandates, after.Mandates);
        Assert.Equal(
            before.Rules.Select(rule => (rule.Kind, rule.From, rule.Value)),
            after.Rules.Select(rule => (rule.Kind, rule.From, rule.Value)));
        var now = await scene.Consortium.DebitBooksBalanceAsync(ReturnScene.Month);
        Assert.Equal(books["ledgers"]!.ToJsonString(), now["ledgers"]!.ToJsonString());
        Assert.Equal(books["states"]!.ToJsonString(), now["states"]!.ToJsonString());
        Assert.All(
            Counts(await scene.Desk.EraseAsync()), count => Assert.EndsWith(" 0 erased, 0 not at rest", count, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_erased_quota_can_be_read_and_not_changed()
    {
        var (scene, quotas) = await OfLongAgoAsync(App);
        _fixture.Clock.Advance(ElevenYears);
        await scene.Desk.EraseAsync("quota", $"{scene.Consortium.Group}|{quotas[0]}");
        var path = $"debits/groups/{scene.Consortium.Group}/quotas/{quotas[0]}";

        var shown = (await scene.Desk.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("erased", "erased", "erased"),
            (Text(shown["member"]!["name"]), Text(shown["member"]!["email"]), Text(shown["member"]!["taxId"])));
        Assert.Equal("erased", Text(shown["bankAccounts"]![0]!["holder"]));
        var journal = (await scene.Desk.GetAsync($"{path}/journal?order=newest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(("PersonalDataErased", "retention is over"), (Text(journal[0]!["action"]), Text(journal[0]!["reason"])));
        Assert.All(journal.Skip(1).Select(entry => (string?)entry!["reason"]), reason => Assert.True(reason is null or "erased", reason));
        Assert.DoesNotContain(Name, journal.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        var body = ConsortiumScene.QuotaBody(1);
        body.Remove("number");
        body["reason"] = "a mistake";
        (await scene.Desk.PutAsync(path, body)).Refuses(HttpStatusCode.Gone, "erased");
        (await scene.Desk.PostAsync(
            $"{path}/bank-accounts",
            new JsonObject { ["kind"] = "current", ["bank"] = "001", ["branch"] = "1234", ["number"] = "222222-2" }))
            .Refuses(HttpStatusCode.Gone, "erased");
        // The other member is as he was.
        Assert.Equal($"João {Name}", (await scene.QuotaAsync(quotas[1])).Member.Name);
    }

    [Fact]
    public async Task Who_is_still_a_member_or_is_owed_something_or_has_a_mandate_or_an_open_charge_stays_and_is_counted()
    {
        var scene = await ReturnScene.OpenAsync(App, quotas: 6);
        var charges = await scene.RunAsync();
        string[] ids = [.. charges.Select(charge => charge.Quota)];
        var records = new List<string>();
        // The first has a live mandate, the second an open charge; the bank has cancelled the mandates of all but the first.
        foreach (var id in ids.Skip(1))
            records.Add(ReturnScene.Registration((await scene.QuotaAsync(id)).Mandates[0].Reference, '1'));
        records.AddRange(charges.Where(charge => charge.Quota != ids[1]).Select(charge => ReturnScene.Result(charge)));
        await scene.ApplyAsync(ReturnScene.File(1, [.. records]));
        ConsortiumScene Of(int index) => scene.Consortium with { Quota = ids[index] };
        await Of(0).EndAsync();
        await Of(1).EndAsync();
        await Of(3).EndAsync("cancelled", 100_00);
        await Of(4).EndAsync("cancelled", 0);
        await Of(5).EndAsync("ended", 100_00);
        _fixture.Clock.Advance(ElevenYears);

        string Id(int index) => $"{scene.Consortium.Group}|{ids[index]}";
        Assert.Equal(
            [$"{Id(0)} false", $"{Id(1)} false", $"{Id(2)} false", $"{Id(3)} false", $"{Id(4)} true", $"{Id(5)} false"],
            await scene.Desk.DueAsync("quota"));
        Assert.Equal(["quota 1 erased, 5 not at rest"], Counts(await scene.Desk.EraseAsync("quota")));

        Assert.Equal("erased", (await scene.QuotaAsync(ids[4])).Member.Name);
        Assert.Equal("João da Silva", (await scene.QuotaAsync(ids[2])).Member.Name);
        Assert.Equal($"João {Name}", (await scene.QuotaAsync(ids[1])).Member.Name);
    }

    [Fact]
    public async Task What_changed_within_the_laws_time_stays_and_so_do_other_organisations_members()
    {
        var (scene, quotas) = await OfLongAgoAsync(App);
        var other = await ConsortiumScene.OpenAsync(App);
        await other.EndAsync();
        _fixture.Clock.Advance(TimeSpan.FromDays(365 * 9));

        Assert.Empty(await scene.Desk.DueAsync("quota"));
        (await scene.Desk.PostAsync(
            "erasures",
            new JsonObject { ["reason"] = "he asks for it", ["kind"] = "quota", ["record"] = $"{scene.Consortium.Group}|{quotas[0]}" }))
            .Refuses(HttpStatusCode.Conflict, "retention_not_over");
        _fixture.Clock.Advance(TimeSpan.FromDays(365 * 3));
        await scene.Desk.EraseAsync();

        var stays = (await other.Desk.GetAsync(other.Path)).Expect(HttpStatusCode.OK);
        Assert.Equal($"João {Name}", Text(stays["member"]!["name"]));
        Assert.True((await scene.QuotaAsync(quotas[0])).IsErased);
        (await scene.Desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "x", ["kind"] = "quota", ["record"] = "no id" }))
            .Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task They_are_gone_through_in_batches_without_one_left_out()
    {
        var scene = await ConsortiumScene.OpenAsync(App);
        await scene.WithSlipsAsync(25);
        (await scene.Desk.PostAsync("debits/groups", ConsortiumScene.GroupBody("g100-b"))).Expect(HttpStatusCode.Created);
        var second = scene with { Group = "g100-b" };
        (await scene.Desk.PostAsync("debits/groups/g100-b/quotas", ConsortiumScene.QuotaBody(1))).Expect(HttpStatusCode.Created);
        foreach (var number in Enumerable.Range(1, 25))
            await (scene with { Quota = Quota.IdOf(number, 0) }).EndAsync();
        await second.EndAsync();
        _fixture.Clock.Advance(ElevenYears);

        Assert.Equal(["quota 26 erased, 0 not at rest"], Counts(await scene.Desk.EraseAsync("quota")));
        Assert.Empty(await TracesAsync(App));
    }
}
