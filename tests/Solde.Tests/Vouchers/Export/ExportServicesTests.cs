using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-09")]
[Trait("Rule", "COM-10")]
public sealed class ExportServicesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Export = CompanyScenes.Company + "/services/export";

    [Fact]
    public async Task A_partial_service_has_a_line_for_each_allocation_and_each_reimbursement()
    {
        var (desk, service, first, last) = await SceneAsync();

        var lines = Lines((await desk.Desk.GetAsync(Export + "?format=csv", ("Accept-Language", "fr"))).Body)
            .Where(line => line["service"] == service).ToArray();

        Assert.Equal(
            [
                ("allocated", "2026-03-10", "", "000000000001 000000000002", "16", "Partiellement attribuée"),
                ("reimbursement_asked", "2026-03-10", first, "000000000001 000000000002", "17", "Partiellement remboursée"),
                ("reimbursed", "2026-03-10", first, "000000000001 000000000002", "17", "Partiellement remboursée"),
                ("allocated", "2026-03-10", "", "000000000003", "18", "Partiellement attribuée"),
                ("allocated", "2026-03-10", "", "000000000004", "19", "Partiellement attribuée"),
                ("reimbursement_asked", "2026-03-10", last, "000000000003 000000000004", "8", "Remboursement demandé"),
            ],
            lines.Select(line => (line["event"], line["date"], line["remittance"], line["numbers"], line["code"], line["label"])));
        Assert.All(
            lines,
            line => Assert.Equal(("8", "4", "0", "EUR"), (line["currentCode"], line["allocated"], line["missing"], line["currency"])));
        Assert.Equal(["1800", "1800", "1800", "900", "900", "1800"], lines.Select(line => line["amountMinor"]));
    }

    [Fact]
    public async Task A_service_without_vouchers_has_one_line_that_says_where_it_stands()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var service = await desk.EncodeAsync(3);
        await fixture.App.DrainAsync();

        var line = Assert.Single(Lines((await desk.Desk.GetAsync(Export, ("Accept-Language", "nl"))).Body));

        Assert.Equal((service, "", "1", "Te valideren"), (line["service"], line["event"], line["code"], line["label"]));
    }

    [Fact]
    public async Task As_JSON_it_says_the_same()
    {
        var (desk, _, _, _) = await SceneAsync();

        var json = (await desk.Desk.GetAsync(Export + "?format=json")).Expect(HttpStatusCode.OK).AsArray();
        var csv = Lines((await desk.Desk.GetAsync(Export + "?format=csv")).Body);

        Assert.Equal(
            csv.Select(line => (line["service"], line["event"], line["code"], line["numbers"])),
            json.Select(line => (
                Text(line!["service"]),
                line["event"]?.GetValue<string>() ?? "",
                line["code"]!.ToString(),
                string.Join(' ', line["numbers"]!.AsArray().Select(Text)))));
    }

    [Fact]
    public async Task It_is_of_a_period_of_one_company_or_of_all()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await VoucherDesk.OpenCompanyAsync(desk.Desk, "other-company");
        var (early, late) = (await desk.EncodeAsync(1, "2026-02-27"), await desk.EncodeAsync(1, "2026-03-05"));
        var body = VoucherDesk.Encoding(1, "2026-03-01");
        body["company"] = "other-company";
        var others = Text((await desk.Desk.PostAsync($"{desk.Path}/services", body)).Expect(HttpStatusCode.Created)["id"]);
        await fixture.App.DrainAsync();

        Assert.Equal([early, late], await ServicesAsync(desk.Desk, Export));
        Assert.Equal([early], await ServicesAsync(desk.Desk, Export + "?to=2026-02-27"));
        Assert.Equal([late], await ServicesAsync(desk.Desk, Export + "?from=2026-02-28&to=2026-03-05"));
        Assert.Equal([early, late, others], await ServicesAsync(desk.Desk, "vouchers/services/export"));
        Assert.Equal([others], await ServicesAsync(desk.Desk, "vouchers/services/export?from=2026-03-01&to=2026-03-01"));
        (await desk.Desk.GetAsync(Export + "?format=xlsx")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.Desk.GetAsync("vouchers/companies/nobody/services/export")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_workers_name_is_no_formula()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var body = VoucherDesk.Encoding(1);
        body["worker"] = new JsonObject { ["name"] = "=cmd|' /C calc'!A0" };
        (await desk.Desk.PostAsync($"{desk.Path}/services", body)).Expect(HttpStatusCode.Created);
        await fixture.App.DrainAsync();

        Assert.Equal("'=cmd|' /C calc'!A0", Assert.Single(Lines((await desk.Desk.GetAsync(Export)).Body))["worker"]);
    }

    /// <summary>The example: 2 of 4, those asked and reimbursed, a third, the fourth, the rest asked.</summary>
    private async Task<(VoucherDesk Desk, string Service, string First, string Last)> SceneAsync()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);
        var service = await desk.ReadyAsync(4);
        var first = await desk.AskAsync(service);
        (await desk.Desk.ReimburseAsync(first, 1_800)).Expect(HttpStatusCode.OK);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.OrderAsync(1);
        await desk.OrderAsync(1);
        var last = await desk.AskAsync(service);
        await desk.EncodeAsync(1, "2026-03-04");
        await fixture.App.DrainAsync();
        return (desk, service, first, last);
    }

    private static async Task<string[]> ServicesAsync(Desk desk, string path) =>
        [.. Lines((await desk.GetAsync(path)).Body).Select(line => line["service"])];

    /// <summary>By the names of the columns; nothing in these scenes needs quotes.</summary>
    private static List<Dictionary<string, string>> Lines(string csv)
    {
        var rows = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToArray();
        return
        [
            .. rows.Skip(1).Select(row =>
                rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)),
        ];
    }
}
