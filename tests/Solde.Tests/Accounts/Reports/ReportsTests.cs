using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using Solde.Tests.Insurance;
using static Solde.Tests.Accounts.ReportScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-27")]
public sealed class ReportsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [Fact]
    public async Task Revenue_is_what_was_invoiced_by_category_less_cancellations_and_taxes_stand_beside_it()
    {
        var desk = await MonthAsync();

        var report = await desk.ReportAsync("revenue", March);

        Assert.Equal(
            [
                ("administration_fees", 10_00, 0, 10_00),
                ("camps", 90_00, 40_00, 50_00),
                ("courses", 130_00, 30_00, 100_00),
                ("insurance_premiums", 50_00, 0, 50_00),
                ("online_fees", 2_10, 0, 2_10),
                ("sales", 25_00, 0, 25_00),
            ],
            Lines(report["categories"]));
        Assert.Equal([("GST", 5_00, 0, 5_00), ("QST", 9_98, 0, 9_98)], Lines(report["taxes"]));
        Assert.Equal(("", 307_10, 70_00, 237_10), Line(report["revenue"]));
        Assert.Equal(("", 14_98, 0, 14_98), Line(report["tax"]));
        Assert.Equal(("", 322_08, 70_00, 252_08), Line(report["total"]));
    }

    [Fact]
    public async Task Receipts_are_money_that_came_in_by_method_less_what_went_back()
    {
        var desk = await MonthAsync();

        var report = await desk.ReportAsync("receipts", March);

        Assert.Equal([("card", 62_10, 20_00, 42_10), ("cash", 134_98, 40_00, 94_98)], Lines(report["methods"]));
        Assert.Equal(("", 197_08, 60_00, 137_08), Line(report["total"]));
    }

    [Fact]
    public async Task The_tie_leads_from_the_opening_to_the_closing_balance_through_both()
    {
        var desk = await MonthAsync();

        var tie = await desk.ReportAsync("tie", March);

        Assert.True(tie["holds"]!.GetValue<bool>(), tie.ToJsonString());
        Assert.Equal((0, 322_08, 70_00), (Minor(tie["opening"]), Minor(tie["invoiced"]), Minor(tie["cancelled"])));
        Assert.Equal((197_08, 60_00, 0), (Minor(tie["received"]), Minor(tie["givenBack"]), Minor(tie["transfers"])));
        Assert.Equal(
            [("goodwill", 15_00), ("write_off", 25_00)],
            tie["adjustments"]!.AsArray().Select(line => (Text(line!["kind"]), Minor(line["amount"]))));
        Assert.Equal((75_00, 120_00, -45_00), (Minor(tie["closing"]), Minor(tie["receivable"]), Minor(tie["creditsOwed"])));
    }

    [Fact]
    public async Task A_credit_between_two_accounts_is_neither_revenue_nor_receipts_and_the_tie_shows_it_on_its_way()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (from, to) = (await desk.AccountAsync(), await desk.AccountAsync());
        await desk.MoveAsync(from, await desk.GoodwillAsync(from, 15_00), to, 10_00);

        var under = await desk.ReportAsync("tie");
        await fixture.App.DrainAsync();
        var there = await desk.ReportAsync("tie");

        Assert.Equal((10_00, -5_00, true), (Minor(under["transfers"]), Minor(under["closing"]), under["holds"]!.GetValue<bool>()));
        Assert.Equal((0, -15_00, true), (Minor(there["transfers"]), Minor(there["closing"]), there["holds"]!.GetValue<bool>()));
        Assert.Empty((await desk.ReportAsync("revenue"))["categories"]!.AsArray());
        Assert.Empty((await desk.ReportAsync("receipts"))["methods"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "COM-10")]
    public async Task Revenue_and_receipts_come_as_CSV_with_a_total()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.CancelInvoiceAsync(account, await desk.InvoiceLinesAsync(account, LineOf("camps", 90_00)), "credit");
        await desk.PayAsync(account, 12_50);

        var revenue = await desk.GetAsync($"reports/revenue?format=csv&{March}");
        var receipts = await desk.GetAsync($"reports/receipts?format=csv&{March}");

        Assert.Equal((HttpStatusCode.OK, "text/csv; charset=utf-8"), (revenue.Status, revenue.Headers["Content-Type"]));
        Assert.Equal("attachment; filename=\"revenue-2026-03-01-2026-03-31.csv\"", revenue.Headers["Content-Disposition"]);
        Assert.Equal(
            ["kind,code,invoiced_minor,cancelled_minor,net_minor,currency", "category,camps,9000,9000,0,CAD", "total,,9000,9000,0,CAD", ""],
            revenue.Body.Split("\r\n"));
        Assert.Equal(
            ["method,received_minor,given_back_minor,net_minor,currency", "cash,1250,0,1250,CAD", "total,1250,0,1250,CAD", ""],
            receipts.Body.Split("\r\n"));
    }

    /// <summary>A month with a bit of everything; what it comes to stands in the tests, reckoned by hand.</summary>
    private async Task<Desk> MonthAsync()
    {
        var office = await Office.OpenAsync(fixture.App, Office.Fees(10_00, onlineRate: 35_000));
        var (desk, provider) = (office.Desk, office.Account);
        var family = await desk.AccountAsync();
        var taxes = new JsonArray(Tax("GST", 50_000), Tax("QST", 99_750));
        (await desk.SettingsAsync(new JsonObject { ["taxes"] = taxes })).Expect(HttpStatusCode.OK);

        // 100.00, GST 5.00, QST 9.98, and 50.00: 164.98, of which 64.98 is paid in cash.
        var courses = await desk.InvoiceLinesAsync(family, LineOf("courses", 100_00, "GST", "QST"), LineOf("camps", 50_00));
        await desk.PayAsync(family, 64_98, courses);
        // Premium 50.00 and fee 10.00, with 3.5 % for paying online: 62.10 by card, of which 20.00 goes back.
        var endorsement = await office.AddAsync(50_00);
        (await office.PayOnlineAsync(Text(endorsement["invoice"]!["id"]), 60_00, 62_10)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        await desk.RefundAsync(provider, 20_00);
        await fixture.App.DrainAsync();
        await CancelledAsync(desk, family, "courses", 30_00, "credit");
        await CancelledAsync(desk, family, "camps", 40_00, "refund");
        await desk.MoveAsync(family, await desk.GoodwillAsync(family, 15_00), provider, 10_00);
        var forgotten = await desk.AccountAsync();
        await desk.InvoiceAsync(forgotten, 25_00);
        (await desk.PostAsync($"accounts/{forgotten}/zero", new JsonObject { ["reason"] = "Moved away" })).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
        return desk;
    }

    private static async Task CancelledAsync(Desk desk, string account, string category, long minor, string settle)
    {
        var invoice = await desk.InvoiceLinesAsync(account, LineOf(category, minor));
        await desk.PayAsync(account, minor, invoice);
        await desk.CancelInvoiceAsync(account, invoice, settle);
    }

    private static JsonObject Tax(string code, int rate) => new() { ["code"] = code, ["name"] = code, ["ratePartsPerMillion"] = rate };
}
