using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

public sealed class ChargesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_charge_shows_its_parts_by_name_and_each_try_with_its_way()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(2);

        await scene.RunAsync();

        var charge = await scene.ChargeAsync("000002-00");
        // 16,667 + 2,500 + 500 parts per million of 50,000.00, and the bank fee.
        Assert.Equal(
            ["common_fund Fundo comum 83335", "administration_fee Taxa de administração 12500", "reserve_fund Fundo de reserva 2500",
                "bank_fee Tarifa bancária 350"],
            charge["parts"]!.AsArray().Select(part => $"{part!["code"]} {part["name"]} {part["amount"]!["minor"]}"));
        Assert.Equal(98_685, charge["amount"]!["minor"]!.GetValue<long>());
        Assert.Equal(98_685, charge["left"]!["minor"]!.GetValue<long>());
        Assert.Equal("open", Text(charge["state"]));
        var only = Assert.Single(charge["tries"]!.AsArray())!;
        Assert.Equal("slip_by_post", Text(only["channel"]));
        Assert.Equal("print-bb", Text(only["outlet"]));
        Assert.Equal("2026-03-15", Text(only["due"]));
        var french = await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas/000002-00/charges/2026-03", ("Accept-Language", "fr"));
        Assert.Contains("Fonds commun", french.Body, StringComparison.Ordinal);
        var none = await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas/000002-00/charges/2026-04");
        none.Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Trait("Rule", "COM-12")]
    public async Task The_bank_account_of_a_try_is_masked_wherever_a_charge_is_shown()
    {
        var settings = ConsortiumScene.Settings();
        settings["agreements"] = new JsonArray(JsonNode.Parse("""
            {
              "id": "bb", "scheme": "febraban150", "profile": "banco-do-brasil", "currency": "BRL", "ourId": "1234567", "ourName": "Consorcio",
              "bankCode": "001", "bankName": "Banco do Brasil"
            }
            """)!);
        var scene = await ConsortiumScene.OpenAsync(fixture.App, settings);
        var account = await scene.BankAccountAsync();
        await scene.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0 });
        var mandate = Assert.Single(await scene.MandatesAsync())!;
        (await scene.SayAsync(mandate, "confirmation", reason: null)).Expect(HttpStatusCode.OK);
        await scene.RunAsync();

        var preview = await scene.PreviewAsync(scene.Quota);
        var charge = await scene.ChargeAsync(scene.Quota);

        Assert.Equal("direct_debit", Text(charge["tries"]![0]!["channel"]));
        Assert.Equal("•••567", Text(charge["tries"]![0]!["payer"]!["bankAccount"]!["number"]));
        Assert.DoesNotContain("1234567", charge.ToJsonString().Replace("\"bb\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("123456-7", preview.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task A_groups_charges_are_listed_by_quota_filtered_and_paged()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(8);
        await scene.RunAsync();
        var path = $"debits/groups/{scene.Group}/charges";

        Assert.Equal([2, 3, 4, 5, 6, 7, 8], await WalkAsync(scene, "month=2026-03&limit=3"));
        Assert.Equal([8, 7, 6, 5, 4, 3, 2], await WalkAsync(scene, "month=2026-03&limit=2&order=newest"));
        // Without a month it is the current one.
        Assert.Equal(7, (await WalkAsync(scene, "state=open")).Count);
        Assert.Empty(await WalkAsync(scene, "month=2026-03&state=paid"));
        Assert.Empty(await WalkAsync(scene, "month=2026-04"));
        (await scene.Desk.GetAsync($"{path}?month=2026-13")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.Desk.GetAsync($"{path}?state=odd")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await scene.Desk.GetAsync($"{path}?cursor=fCp8")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_preview_says_what_the_run_would_do_and_does_nothing()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(2);

        var before = await scene.PreviewAsync("000002-00");
        var left = await scene.PreviewAsync(scene.Quota);
        await scene.RunAsync();
        var after = await scene.PreviewAsync("000002-00");

        Assert.False(before["isCharged"]!.GetValue<bool>());
        Assert.True(after["isCharged"]!.GetValue<bool>());
        var charge = await scene.ChargeAsync("000002-00");
        foreach (var same in new[] { "amount", "parts", "state" })
            Assert.Equal(charge[same]!.ToJsonString(), before["charge"]![same]!.ToJsonString());
        Assert.Equal("no_way_to_collect", Text(left["leftOut"]!["reason"]));
        Assert.Null(left["charge"]);
        var journal = await scene.DebitBooksBalanceAsync();
        Assert.Equal(1, journal["charges"]!.GetValue<int>());
        (await scene.Desk.GetAsync($"{scene.Path}/charges/soon/preview")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static async Task<List<int>> WalkAsync(ConsortiumScene scene, string query)
    {
        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : "&cursor=" + cursor;
            var page = (await scene.Desk.GetAsync($"debits/groups/{scene.Group}/charges?{query}{after}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => int.Parse(Text(item!["quota"])[..6])));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return seen;
    }
}
