using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-15")]
public sealed class RulesKnownAtTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task What_held_on_a_date_has_one_answer_also_as_it_was_known_on_an_earlier_day()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var atFirst = fixture.Clock.GetUtcNow();
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        var set = await scene.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["from"] = "2026-01-01" });
        var whenSet = fixture.Clock.GetUtcNow();
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        (await scene.MoveAsync("bank-fee", ConsortiumScene.Newest(set), "2026-02-01", "2026-02-28")).Expect(HttpStatusCode.OK);

        Assert.Equal("charged", await scene.OnAsync("bank-fee", "2026-01-15"));
        Assert.Equal("not_charged", await scene.OnAsync("bank-fee", "2026-02-28"));
        Assert.Equal("charged", await scene.OnAsync("bank-fee", "2040-01-01"));
        Assert.Equal("not_charged", await scene.OnAsync("bank-fee", "2026-01-15", whenSet));
        Assert.Equal("not_charged", await scene.OnAsync("bank-fee", "2040-01-01", whenSet));
        Assert.Equal("charged", await scene.OnAsync("bank-fee", "2026-02-15", atFirst));
    }

    [Fact]
    public async Task Every_kind_of_rule_has_its_answer_where_nothing_was_ever_said()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);

        var rules = (await scene.Desk.GetAsync($"{scene.Path}/rules?on=2031-05-05")).Expect(HttpStatusCode.OK)["rules"]!.AsArray();

        Assert.Equal(13, rules.Count);
        Assert.Equal(13, rules.Select(rule => Text(rule!["rule"])).Distinct().Count());
        (await scene.Desk.GetAsync($"{scene.Path}/rules?on=someday")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.Desk.GetAsync($"{scene.Path}/mood")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task The_journal_says_who_changed_what_from_what_to_what_and_why()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["reason"] = "Promised by the seller" });

        var journal = await scene.JournalAsync();

        Assert.Equal(["QuotaAdded", "BankFeeSet"], journal.Select(entry => Text(entry!["action"])));
        Assert.Equal([1, 2], journal.Select(entry => entry!["sequence"]!.GetValue<int>()));
        Assert.Equal("Promised by the seller", Text(journal[1]!["reason"]));
        Assert.NotEmpty(Text(journal[1]!["actor"]));
        Assert.Contains("not_charged", journal[1]!["changes"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
