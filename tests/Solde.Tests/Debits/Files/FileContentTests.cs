using System.Net;
using System.Text;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class FileContentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("febraban-04", "text/plain; charset=iso-8859-1", "bank-agr_1-000001.txt")]
    [InlineData("sepa-core", "application/xml", "bank-agr_2-000001.xml")]
    [InlineData("cpa", "text/plain; charset=iso-8859-1", "bank-agr_3-000001.txt")]
    public async Task Its_bytes_are_fetched_as_they_went_out_by_a_key_that_may(string profile, string contentType, string name)
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Of(profile));
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, 3));
        var file = Assert.Single(await scene.MakeAsync("run_1"));
        var path = $"debits/files/{scene.Bank}/1";

        var shown = (await scene.Desk.GetAsync(path)).Expect(HttpStatusCode.OK);
        var reader = scene.Desk.With(await scene.Desk.ApiKeyAsync("debits.read", "debits.write"));
        var bank = scene.Desk.With(await scene.Desk.ApiKeyAsync("debits.files"));
        (await reader.GetAsync(path + "/content")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        var content = await bank.GetAsync(path + "/content");

        Assert.Equal((HttpStatusCode.OK, contentType), (content.Status, content.Headers["Content-Type"]));
        Assert.Equal($"attachment; filename=\"{name}\"", content.Headers["Content-Disposition"]);
        var encoding = profile == "sepa-core" ? Encoding.UTF8 : Encoding.Latin1;
        Assert.Equal(await scene.BytesAsync(file), encoding.GetBytes(content.Body));
        Assert.Equal((file.Totals.Sha256, name, 3), (Text(shown["sha256"]), Text(shown["name"]), shown["lines"]!.GetValue<int>()));
        Assert.DoesNotContain("53900754", shown.ToJsonString(), StringComparison.Ordinal);
        (await scene.Desk.GetAsync($"debits/files/{scene.Bank}/2")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.Desk.GetAsync($"debits/files/{scene.Bank}/x")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_debit_is_read_out_of_the_file_at_its_positions()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Brazilian("febraban-05"));
        await scene.ChargedAsync("run_1", scene.Charge("run_1", 7, minor: 61_240));

        var lines = await scene.LinesAsync(Assert.Single(await scene.MakeAsync("run_1")));

        // Header with the day at the organisation's place, and the number; the order with our line id.
        Assert.Equal("20260310000001", lines[0][65..79]);
        Assert.Equal("20260415000000000061240", lines[1][44..67]);
        Assert.Equal(new ChargeLine(FileScene.Month, 1, 7, 0, 1), ChargeLine.Find(lines[1][69..128].Trim()));
        Assert.Equal("2000012345678909", lines[1][129..145]);
    }

    [Fact]
    [Trait("Rule", "COM-03")]
    public async Task The_day_of_a_file_is_the_organisations()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.European());
        await scene.ChargedAsync("run_1", scene.Charge("run_1", 1));

        var file = Assert.Single(await scene.MakeAsync("run_1"));

        Assert.Equal(TimeSpan.FromHours(1), file.Heading.CreatedAt.Offset);
        Assert.Contains("<CreDtTm>2026-03-10T16:0", Encoding.UTF8.GetString(await scene.BytesAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_debits_of_several_days_stand_by_their_days_in_SEPA()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.European());
        await scene.ChargedAsync(
            "run_1",
            Enumerable.Range(1, 9).Select(number => scene.Charge("run_1", number, FileScene.Due.AddDays(number % 3), group: 1 + (number % 2))));

        var file = Assert.Single(await scene.MakeAsync("run_1"));

        await scene.HoldsAsync(file);
        Assert.Equal([(15, 3), (16, 3), (17, 3)], file.Heading.Groups.Select(group => (group.Due.Day, group.Count)));
        var text = Encoding.UTF8.GetString(await scene.BytesAsync(file));
        var ids = text.Split("<EndToEndId>")[1..].Select(part => ChargeLine.Find(part[..19])!.Number);
        Assert.Equal([6, 3, 9, 4, 1, 7, 2, 8, 5], ids);
    }

    [Theory]
    [Trait("Rule", "DEB-14")]
    [Trait("Rule", "DEB-17")]
    [InlineData("email-brad", "T0071", "m3@example.org")]
    [InlineData("print-own", "print", "\"Rua das Flores, 12\"")]
    public async Task Slips_have_files_of_their_own_that_are_checked_too(string outlet, string layout, string receiver)
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Brazilian("febraban-08"));
        await scene.ChargedAsync(
            "run_1", Enumerable.Range(1, 3).Select(number => scene.Charge("run_1", number, outlet: outlet)).Append(scene.Charge("run_1", 4)));

        var file = Assert.Single(await scene.MakeAsync("run_1", outlet));

        await scene.HoldsAsync(file);
        Assert.Equal((1, 3, new Money(30_006, "BRL"), layout), (file.Number, file.Totals.Orders, file.Totals.Amount, file.Layout));
        var lines = Encoding.UTF8.GetString(await scene.BytesAsync(file)).Split("\r\n");
        Assert.StartsWith($"{layout},1,2604000001000003001,\"Conceição, José \"\"3\"\"\",12345678909,g001 000003-00,2026-04-15,100.03,BRL,pt,", lines[3], StringComparison.Ordinal);
        Assert.Contains(receiver, lines[3], StringComparison.Ordinal);
        Assert.Equal("total,1,3,300.06,BRL", lines[4]);
        var content = await scene.Desk.GetAsync($"debits/files/{outlet}/1/content");
        Assert.Equal("text/csv; charset=utf-8", content.Headers["Content-Type"]);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Files_are_listed_by_outlet_run_and_month_and_paged()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Brazilian("febraban-08"));
        await scene.ChargedAsync("run_1", scene.Charge("run_1", 1), scene.Charge("run_1", 2, outlet: "print-own"));
        await scene.ChargedAsync("run_2", scene.Charge("run_2", 3));
        await scene.MakeAsync("run_1");
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.MakeAsync("run_1", "print-own");
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.MakeAsync("run_2");

        Assert.Equal(["bank-agr_1 1", "print-own 1", "bank-agr_1 2"], await ListAsync(""));
        Assert.Equal(["bank-agr_1 2", "print-own 1", "bank-agr_1 1"], await ListAsync("?order=newest"));
        Assert.Equal(["bank-agr_1 1", "bank-agr_1 2"], await ListAsync($"?outlet={scene.Bank}"));
        Assert.Equal(["bank-agr_1 1", "print-own 1"], await ListAsync("?run=run_1&month=2026-04"));
        Assert.Empty(await ListAsync("?month=2026-05"));
        var page = (await scene.Desk.GetAsync("debits/files?limit=2")).Expect(HttpStatusCode.OK);
        Assert.Equal(["bank-agr_1 2"], await ListAsync($"?limit=2&cursor={Text(page["next"])}"));
        (await scene.Desk.GetAsync("debits/files?month=2026-13")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Empty((await (await Desk.OpenAsync(fixture.App)).GetAsync("debits/files")).Expect(HttpStatusCode.OK)["items"]!.AsArray());

        async Task<string[]> ListAsync(string query) =>
            [.. (await scene.Desk.GetAsync("debits/files" + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray()
                .Select(file => $"{Text(file!["outlet"])} {file["file"]!.GetValue<int>()}")];
    }
}
