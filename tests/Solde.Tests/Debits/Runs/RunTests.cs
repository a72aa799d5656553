using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>A quota of 50,000.00 pays 983.35 at the first assembly, and 3.50 for the collection.</summary>
public sealed class RunTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const long Instalment = 98_335 + 350;

    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_run_charges_each_active_quota_its_parts()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 2);
        var insured = scene.Quota("g1", 2);
        await insured.DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });
        await insured.DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["from"] = "2026-03-01" });

        var run = await scene.RunAsync();

        Assert.Equal("completed: 1 groups, 2 quotas, 2 charged, 0 earlier", RunScene.Totals(run));
        Assert.Equal(
            ["common_fund 83335", "administration_fee 12500", "reserve_fund 2500", "bank_fee 350"], Parts(await scene.ChargeAsync("g1", 1)));
        // Owed at the first of two assemblies: twice 1.9667 % of 50,000.00; three tenths of a per mille of it.
        Assert.Equal(
            [
                "common_fund 83335", "administration_fee 12500", "reserve_fund 2500", "insurance.life1.death 59",
                "insurance.life1.disability 500",
            ],
            Parts(await scene.ChargeAsync("g1", 2)));
    }

    [Fact]
    [Trait("Rule", "DEB-02")]
    [Trait("Rule", "DEB-03")]
    [Trait("Rule", "DEB-16")]
    public async Task Unticked_parts_and_an_insurance_that_a_claim_ended_are_not_charged()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 2);
        foreach (var number in new[] { 1, 2 })
            await scene.Quota("g1", number).DoneAsync("insurance-plan", new JsonObject { ["plan"] = "life1" });
        await scene.Quota("g1", 1).DoneAsync(
            "insurance-instalments", new JsonObject { ["unticked"] = new JsonArray("life1.death") });
        (await scene.Desk.PostAsync(
            $"{scene.Quota("g1", 2).Path}/insurance-claim", new JsonObject { ["on"] = "2026-03-05", ["reason"] = "invalidez" }))
            .Expect(HttpStatusCode.OK);

        await scene.RunAsync();

        Assert.Equal(["insurance.life1.disability 500"], Insurance(await scene.ChargeAsync("g1", 1)));
        Assert.Empty(Insurance(await scene.ChargeAsync("g1", 2)));
    }

    [Fact]
    [Trait("Rule", "DEB-17")]
    public async Task Each_charge_goes_by_the_way_that_its_rules_give_on_its_date()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 4, agent: "brad");
        var account = await scene.Desk.AccountAsync();
        var card = await scene.Desk.SaveCardAsync(account);
        var byCard = RunScene.Quota(5);
        byCard["member"]!["account"] = account;
        await scene.QuotaAsync("g1", byCard);
        foreach (var (number, day) in new[] { (1, 0), (2, 25) })
        {
            await scene.Quota("g1", number).DoneAsync("collection-agent", new JsonObject { ["agent"] = "bb", ["from"] = "2026-01-01" });
            await RunScene.DebitedAsync(scene.Quota("g1", number), day);
        }
        await scene.Quota("g1", 3).DoneAsync("slip-by-email", new JsonObject { ["from"] = "2026-03-15" });
        // From the day after: not yet in March.
        await scene.Quota("g1", 4).DoneAsync("slip-by-email", new JsonObject { ["from"] = "2026-03-16" });
        await scene.Quota("g1", 5).DoneAsync(
            "electronic-payment", new JsonObject { ["method"] = "card", ["paymentMethod"] = card, ["from"] = "2026-01-01" });

        var run = await scene.RunAsync();

        Assert.Equal(
            [
                $"card account 2026-03-15 1 {Instalment}",
                $"direct_debit bank-bb-1 2026-03-15 1 {Instalment}",
                $"direct_debit bank-bb-1 2026-03-25 1 {Instalment}",
                $"slip_by_email email-brad 2026-03-15 1 {Instalment}",
                $"slip_by_post print-brad 2026-03-15 1 {Instalment}",
            ],
            RunScene.ByOutlet(run));
    }

    [Fact]
    [Trait("Rule", "DEB-17")]
    [Trait("Rule", "DEB-23")]
    public async Task What_cannot_be_debited_yet_is_asked_for_by_slip_and_says_why()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 1);
        var quota = scene.Quota("g1", 1);
        var account = await quota.BankAccountAsync();
        await quota.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0, ["from"] = "2026-01-01" });

        await scene.RunAsync();

        var tried = (await scene.ChargeAsync("g1", 1))["tries"]![0]!;
        Assert.Equal(("slip_by_post", "no_active_mandate"), (Text(tried["channel"]), Text(tried["instead"])));
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task A_run_that_is_left_out_says_of_whom_and_why()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 2);
        await scene.GroupAsync("g2", quotas: 1, change: body => body["assemblies"] = new JsonArray());
        await scene.QuotaAsync("g1", RunScene.Quota(3, address: null));
        (await scene.Desk.PutAsync("debits/groups/g1/quotas/000002-00", new JsonObject
        {
            ["member"] = RunScene.Quota(2)["member"]!.DeepClone(),
            ["credit"] = Harness.Desk.Money(5_000_000, "BRL"),
            ["state"] = "cancelled",
            ["reason"] = "desistência",
        })).Expect(HttpStatusCode.OK);

        var run = await scene.RunAsync();

        Assert.Equal("completed: 2 groups, 4 quotas, 1 charged, 0 earlier", RunScene.Totals(run));
        Assert.Equal(
            ["g1 000002-00 quota_not_active", "g1 000003-00 no_way_to_collect", "g2 000001-00 no_assembly"],
            await scene.LeftOutAsync(Text(run["id"])));
        Assert.Equal(["g2 000001-00 no_assembly"], await scene.LeftOutAsync(Text(run["id"]), "?group=g2"));
        Assert.Equal(["g1 000003-00 no_way_to_collect"], await scene.LeftOutAsync(Text(run["id"]), "?reason=no_way_to_collect"));
        Assert.Equal([1, 1, 1], run["leftOut"]!.AsArray().Select(left => left!["count"]!.GetValue<int>()));
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task Run_twice_it_charges_once_and_the_second_time_what_came_between()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 120);
        await scene.RunAsync();
        await scene.QuotaAsync("g1", RunScene.Quota(60_000));

        var again = await scene.RunAsync();

        Assert.Equal("completed: 1 groups, 121 quotas, 1 charged, 120 earlier", RunScene.Totals(again));
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    [Trait("Rule", "COM-05")]
    public async Task A_start_that_is_repeated_starts_once()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 1);
        var key = Desk.NewKey();

        var first = await scene.BeginAsync(key: key);
        await fixture.App.DrainAsync();
        var second = await scene.BeginAsync(key: key);
        await fixture.App.DrainAsync();

        Assert.Equal(first, second);
        Assert.Single((await scene.Desk.GetAsync("debits/runs")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task Two_runs_at_once_make_each_charge_once()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 250);
        var pages = fixture.App.Services.GetRequiredService<PageCharger>();

        var both = await Task.WhenAll(new[] { "one", "other" }.Select(run => pages.ChargeAsync(
            new PageOfRun(scene.Desk.Organisation, run, RunScene.Month, false, new RunLane("g1", null)), CancellationToken.None)));

        Assert.Equal(250, both.Sum(page => page.Totals.Charged));
        Assert.All(both, page => Assert.Equal(250, page.Totals.Charged + page.Totals.Earlier));
    }

    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_dry_run_says_the_same_and_does_nothing()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 3);
        await scene.QuotaAsync("g1", RunScene.Quota(4, address: null));

        var dry = await scene.RunAsync(isDryRun: true);
        var nothing = await scene.Desk.GetAsync($"debits/groups/g1/quotas/000001-00/charges/{RunScene.Month}");
        var run = await scene.RunAsync();

        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
        Assert.Equal(RunScene.Totals(dry), RunScene.Totals(run));
        Assert.Equal(RunScene.ByOutlet(dry), RunScene.ByOutlet(run));
        Assert.Equal(await scene.LeftOutAsync(Text(dry["id"])), await scene.LeftOutAsync(Text(run["id"])));
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task A_run_stops_between_pages_and_goes_on_where_it_stopped()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        foreach (var group in Enumerable.Range(1, RunWorkflow.Width + 2))
            await scene.GroupAsync($"g{group}", quotas: 2);
        var run = await scene.BeginAsync();

        (await scene.Desk.PostAsync($"debits/runs/{run}/stop", new JsonObject { ["reason"] = "falta uma assembleia" }))
            .Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        var stopped = await scene.ReadAsync(run);
        (await scene.Desk.PostAsync($"debits/runs/{run}/resume", null)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal("stopped: 4 groups, 8 quotas, 8 charged, 0 earlier", RunScene.Totals(stopped));
        Assert.Equal("completed: 6 groups, 12 quotas, 12 charged, 0 earlier", RunScene.Totals(await scene.ReadAsync(run)));
        var late = await scene.Desk.PostAsync($"debits/runs/{run}/stop", new JsonObject { ["reason"] = "tarde" });
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
    }

    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_past_month_is_charged_by_the_rules_of_its_day_and_due_from_now_on()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 1, change: body => body["assemblies"] = JsonNode.Parse("""
            [
              { "month": "2026-01", "number": 1, "heldOn": "2026-01-12", "dueOn": "2026-01-15" },
              { "month": "2026-03", "number": 3, "heldOn": "2026-03-12", "dueOn": "2026-03-15" }
            ]
            """));
        await scene.Quota("g1", 1).DoneAsync("bank-fee", new JsonObject { ["isCharged"] = false, ["from"] = "2026-02-01" });

        var run = await scene.RunAsync("2026-01");

        Assert.Equal([$"slip_by_post print-bb 2026-03-10 1 {Instalment}"], RunScene.ByOutlet(run));
    }

    [Theory]
    [Trait("Rule", "DEB-16")]
    [InlineData("2026-13")]
    [InlineData("2026-3")]
    [InlineData("march")]
    public async Task What_is_no_month_is_refused(string month)
    {
        var scene = await RunScene.OpenAsync(fixture.App);

        var answer = await scene.Desk.PostAsync("debits/runs", new JsonObject { ["month"] = month });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    private static string[] Parts(JsonNode charge) =>
        [.. charge["parts"]!.AsArray().Select(part => $"{Text(part!["code"])} {part["amount"]!["minor"]}")];

    private static string[] Insurance(JsonNode charge) => [.. Parts(charge).Where(part => part.StartsWith("insurance.", StringComparison.Ordinal))];
}
