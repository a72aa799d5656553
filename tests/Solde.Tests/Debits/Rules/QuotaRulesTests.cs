using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Debits;

public sealed class QuotaRulesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "DEB-08")]
    public async Task A_quota_is_normal_substituted_recovered_transferred_or_of_a_type_in_the_organisations_list()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        Assert.Equal("normal", await scene.OnAsync("quota-type", "1990-01-01"));

        foreach (var type in new[] { "substituted", "recovered", "transferred", "judicial", "normal" })
        {
            await scene.DoneAsync("quota-type", new JsonObject { ["type"] = type });
            Assert.Equal(type, await scene.OnAsync("quota-type", ConsortiumScene.Today));
        }
        (await scene.SetAsync("quota-type", new JsonObject { ["type"] = "odd", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
        (await scene.SetAsync("quota-type", new JsonObject { ["type"] = "normal" })).Refuses(HttpStatusCode.BadRequest, "reason_needed");
    }

    [Fact]
    [Trait("Rule", "DEB-09")]
    public async Task Periods_of_the_automatic_fixed_bid_are_added_edited_and_removed_and_never_meet()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("fixed-bid", new JsonObject { ["from"] = "2026-01-01", ["to"] = "2026-03-31" });
        var two = await scene.DoneAsync("fixed-bid", new JsonObject { ["from"] = "2026-06-01" });
        var open = ConsortiumScene.Newest(two);
        Assert.Equal(["2026-01-01..2026-03-31 takes_part", "2026-06-01.. takes_part"], ConsortiumScene.Periods(two));

        (await scene.SetAsync("fixed-bid", new JsonObject { ["from"] = "2026-03-31", ["to"] = "2026-04-30", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.Conflict, "periods_meet");
        (await scene.MoveAsync("fixed-bid", open, "2026-03-01", null)).Refuses(HttpStatusCode.Conflict, "periods_meet");
        var edited = (await scene.MoveAsync("fixed-bid", open, "2026-04-01", "2026-12-31")).Expect(HttpStatusCode.OK);
        Assert.Equal(["2026-01-01..2026-03-31 takes_part", "2026-04-01..2026-12-31 takes_part"], ConsortiumScene.Periods(edited));
        var removed = (await scene.EndAsync("fixed-bid", open, null)).Expect(HttpStatusCode.OK);
        Assert.Equal(["2026-01-01..2026-03-31 takes_part"], ConsortiumScene.Periods(removed));
        Assert.Null(await scene.OnAsync("fixed-bid", "2026-04-01"));
        (await scene.EndAsync("fixed-bid", open, null)).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.SetAsync("fixed-bid", new JsonObject { ["from"] = "2027-02-01", ["to"] = "2027-01-31", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "validity_backwards");
    }

    [Fact]
    [Trait("Rule", "DEB-11")]
    public async Task The_bank_fee_is_charged_unless_it_is_said_not_to_be()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        Assert.Equal("charged", await scene.OnAsync("bank-fee", ConsortiumScene.Today));

        await scene.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["to"] = "2026-12-31" });

        Assert.Equal("not_charged", await scene.OnAsync("bank-fee", "2026-12-31"));
        Assert.Equal("charged", await scene.OnAsync("bank-fee", "2027-01-01"));
        (await scene.SetAsync("bank-fee", new JsonObject { ["reason"] = "x" })).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.SetAsync("bank-fee", new JsonObject { ["isCharged"] = true })).Refuses(HttpStatusCode.BadRequest, "reason_needed");
    }

    [Theory]
    [Trait("Rule", "DEB-12")]
    [Trait("Rule", "DEB-13")]
    [InlineData("cancellation-reducer", "reducer", "ten")]
    [InlineData("permanence-fee", "fee", "half")]
    public async Task Reducers_and_permanence_fees_come_from_the_organisations_lists(string rule, string field, string code)
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);

        await scene.DoneAsync(rule, new JsonObject { [field] = code });

        Assert.Equal(code, await scene.OnAsync(rule, ConsortiumScene.Today));
        (await scene.SetAsync(rule, new JsonObject { [field] = "twenty", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
        (await scene.SetAsync(rule, new JsonObject { [field] = code })).Refuses(HttpStatusCode.BadRequest, "reason_needed");
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task Saying_the_same_thing_twice_adds_one_entry()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var once = await scene.SetAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["reason"] = "x" });

        var twice = await scene.SetAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["reason"] = "x" });

        once.Expect(HttpStatusCode.OK);
        Assert.Equal(once.Body, twice.Body);
        Assert.Equal(2, (await scene.JournalAsync()).Count);
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task A_change_with_an_old_ETag_is_refused()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var old = (await scene.Desk.GetAsync(scene.Path)).Headers["ETag"];
        await scene.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false });

        var body = new JsonObject { ["type"] = "recovered", ["reason"] = "x" };
        (await scene.Desk.PutAsync($"{scene.Path}/quota-type", body, ("If-Match", old)))
            .Refuses(HttpStatusCode.PreconditionFailed, "stale");
        var newest = (await scene.Desk.GetAsync($"{scene.Path}/quota-type")).Headers["ETag"];
        (await scene.Desk.PutAsync($"{scene.Path}/quota-type", body, ("If-Match", newest))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_a_quota_that_has_ended_nothing_changes_any_more()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var ended = new JsonObject
        {
            ["member"] = new JsonObject { ["name"] = "João da Silva", ["language"] = "pt" },
            ["credit"] = Desk.Money(5_000_000, "BRL"),
            ["state"] = "ended",
            ["reason"] = "Group ended",
        };
        (await scene.Desk.PutAsync(scene.Path, ended)).Expect(HttpStatusCode.OK);

        (await scene.SetAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["reason"] = "x" }))
            .Refuses(HttpStatusCode.Conflict, "quota_ended");
    }
}
