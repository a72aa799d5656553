using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class CollectionRulesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "DEB-04")]
    public async Task An_agent_is_valid_for_the_operation_or_takes_registered_or_unregistered_collection()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);

        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "bb" });
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "brad" });
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "plain" });
        (await scene.SetAsync("collection-agent", new JsonObject { ["agent"] = "old", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "agent_not_valid");
        (await scene.SetAsync("collection-agent", new JsonObject { ["agent"] = "bb", ["reason"] = "x", ["from"] = "2027-01-01" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "agent_not_valid");
        (await scene.SetAsync("collection-agent", new JsonObject { ["agent"] = "nobody", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
        (await scene.SetAsync("collection-agent", new JsonObject { ["agent"] = "bb" })).Refuses(HttpStatusCode.BadRequest, "reason_needed");

        Assert.Equal(["2026-03-10.. plain"], await scene.PeriodsAsync("collection-agent"));
        var history = (await scene.Desk.GetAsync($"{scene.Path}/collection-agent/history")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["bb", "brad", "plain"], history.Select(entry => Text(entry!["value"]!["code"])));
        Assert.All(history, entry => Assert.StartsWith("2026-03-10", Text(entry!["at"]), StringComparison.Ordinal));
        Assert.All(history, entry => Assert.NotEmpty(Text(entry!["by"])));
    }

    [Fact]
    [Trait("Rule", "DEB-05")]
    public async Task A_bank_account_is_chosen_and_registered_with_a_day_where_0_is_the_assemblys_due_date()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var first = await scene.BankAccountAsync();
        var second = await scene.BankAccountAsync(number: "7654321-X");

        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = first, ["dayOfMonth"] = 0, ["from"] = "2026-01-01" });
        var changed = await scene.DoneAsync(
            "direct-debit", new JsonObject { ["bankAccount"] = second, ["dayOfMonth"] = 31, ["to"] = "2026-12-31" });

        Assert.Equal([$"2026-01-01..2026-03-09 {first}", $"2026-03-10..2026-12-31 {second}"], ConsortiumScene.Periods(changed));
        Assert.Equal(31, changed["today"]![0]!["value"]!["dayOfMonth"]!.GetValue<int>());
        var ended = (await scene.EndAsync("direct-debit", ConsortiumScene.Newest(changed), "2026-06-30")).Expect(HttpStatusCode.OK);
        Assert.Equal([$"2026-01-01..2026-03-09 {first}", $"2026-03-10..2026-06-30 {second}"], ConsortiumScene.Periods(ended));
        var cancelled = (await scene.EndAsync("direct-debit", ConsortiumScene.Newest(changed), null)).Expect(HttpStatusCode.OK);
        Assert.Equal([$"2026-01-01..2026-03-09 {first}"], ConsortiumScene.Periods(cancelled));
        foreach (var day in new[] { -1, 32 })
        {
            var body = new JsonObject { ["bankAccount"] = first, ["dayOfMonth"] = day, ["reason"] = "x" };
            (await scene.SetAsync("direct-debit", body)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        }
    }

    [Fact]
    [Trait("Rule", "DEB-05")]
    public async Task It_works_only_where_the_agent_has_a_direct_debit_remittance_for_the_members_bank()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var bradesco = DebitOf(await scene.BankAccountAsync("237"));

        (await scene.SetAsync("direct-debit", bradesco)).Refuses(HttpStatusCode.UnprocessableEntity, "no_direct_debit_at_bank");
        Assert.Empty(await scene.MandatesAsync());
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "brad" });
        (await scene.SetAsync("direct-debit", bradesco)).Expect(HttpStatusCode.OK);
        (await scene.SetAsync("direct-debit", new JsonObject { ["bankAccount"] = "bac_1", ["dayOfMonth"] = 5, ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
    }

    [Fact]
    [Trait("Rule", "DEB-05")]
    public async Task A_savings_account_is_debited_only_where_the_banks_setting_allows_it()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "brad" });
        var here = DebitOf(await scene.BankAccountAsync("237", "savings"));
        var there = DebitOf(await scene.BankAccountAsync("001", "savings"));

        (await scene.SetAsync("direct-debit", here)).Refuses(HttpStatusCode.UnprocessableEntity, "savings_not_allowed");
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "bb" });
        (await scene.SetAsync("direct-debit", there)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Rule", "DEB-06")]
    public async Task A_current_account_holds_for_its_validity()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var account = await scene.BankAccountAsync();
        var savings = await scene.BankAccountAsync(kind: "savings", number: "98765-0");

        await scene.DoneAsync(
            "current-account", new JsonObject { ["bankAccount"] = account, ["from"] = "2026-04-01", ["to"] = "2026-09-30" });

        Assert.Null(await scene.OnAsync("current-account", "2026-03-31"));
        Assert.Equal(account, await scene.OnAsync("current-account", "2026-04-01"));
        Assert.Equal(account, await scene.OnAsync("current-account", "2026-09-30"));
        Assert.Null(await scene.OnAsync("current-account", "2026-10-01"));
        (await scene.SetAsync("current-account", new JsonObject { ["bankAccount"] = savings, ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_a_current_account");
        (await scene.SetAsync("current-account", new JsonObject { ["bankAccount"] = "bac_1", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "not_listed");
    }

    [Fact]
    [Trait("Rule", "DEB-07")]
    public async Task Electronic_payment_is_added_shown_cancelled_and_stays_in_the_history()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("electronic-payment", new JsonObject { ["method"] = "card", ["paymentMethod"] = "pm_1" });

        var shown = (await scene.Desk.GetAsync($"{scene.Path}/electronic-payment")).Expect(HttpStatusCode.OK);
        Assert.Equal("pm_1", Text(shown["periods"]![0]!["value"]!["paymentMethod"]));
        (await scene.EndAsync("electronic-payment", ConsortiumScene.Newest(shown), null, ""))
            .Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await scene.EndAsync("electronic-payment", ConsortiumScene.Newest(shown), null)).Expect(HttpStatusCode.OK);

        Assert.Null(await scene.OnAsync("electronic-payment", ConsortiumScene.Today));
        var history = (await scene.Desk.GetAsync($"{scene.Path}/electronic-payment/history")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["set", "removed"], history.Select(entry => Text(entry!["act"])));
        (await scene.SetAsync("electronic-payment", new JsonObject { ["method"] = "card", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.SetAsync("electronic-payment", new JsonObject { ["method"] = "gold", ["reason"] = "x" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "DEB-14")]
    public async Task Slips_go_by_email_from_a_date_and_by_post_again_when_the_validity_is_ended_or_removed()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "brad" });

        var set = await scene.DoneAsync("slip-by-email", new JsonObject { ["from"] = "2026-04-01" });
        Assert.Null(await scene.OnAsync("slip-by-email", "2026-03-31"));
        Assert.Equal("email", await scene.OnAsync("slip-by-email", "2026-04-01"));
        (await scene.EndAsync("slip-by-email", ConsortiumScene.Newest(set), "2026-03-31")).Refuses(
            HttpStatusCode.UnprocessableEntity, "validity_backwards");
        (await scene.EndAsync("slip-by-email", ConsortiumScene.Newest(set), "2026-05-31")).Expect(HttpStatusCode.OK);
        (await scene.EndAsync("slip-by-email", ConsortiumScene.Newest(set), "2026-06-30")).Refuses(HttpStatusCode.Conflict, "ends_before");
        Assert.Equal("email", await scene.OnAsync("slip-by-email", "2026-05-31"));
        Assert.Null(await scene.OnAsync("slip-by-email", "2026-06-01"));
        (await scene.EndAsync("slip-by-email", ConsortiumScene.Newest(set), null)).Expect(HttpStatusCode.OK);
        Assert.Null(await scene.OnAsync("slip-by-email", "2026-04-01"));
    }

    [Fact]
    [Trait("Rule", "DEB-14")]
    public async Task It_needs_an_agent_with_monthly_collection_by_email_in_layout_T0071_and_an_address()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        var byEmail = new JsonObject { ["reason"] = "asked" };

        (await scene.SetAsync("slip-by-email", byEmail)).Refuses(HttpStatusCode.UnprocessableEntity, "no_slip_by_email");
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "plain" });
        (await scene.SetAsync("slip-by-email", byEmail)).Refuses(HttpStatusCode.UnprocessableEntity, "no_slip_by_email");
        await scene.DoneAsync("collection-agent", new JsonObject { ["agent"] = "brad" });
        var member = new JsonObject
        {
            ["member"] = new JsonObject { ["name"] = "João da Silva", ["language"] = "pt" },
            ["credit"] = Desk.Money(5_000_000, "BRL"),
            ["reason"] = "No address any more",
        };
        (await scene.Desk.PutAsync(scene.Path, member)).Expect(HttpStatusCode.OK);
        (await scene.SetAsync("slip-by-email", byEmail)).Refuses(HttpStatusCode.UnprocessableEntity, "member_has_no_email");
    }

    private static JsonObject DebitOf(string bankAccount) =>
        new() { ["bankAccount"] = bankAccount, ["dayOfMonth"] = 5, ["reason"] = "asked" };
}
