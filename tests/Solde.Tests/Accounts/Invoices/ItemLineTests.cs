using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

public sealed class ItemLineTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "BIL-04")]
    public async Task Who_registers_late_pays_for_the_occurrences_that_are_left()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await PutAsync(desk, "judo", 90_01, period: ("2026-03-02", "2026-03-29"), occurrences: ["2026-03-04", "2026-03-11", "2026-03-18"]);

        var line = (await IssueAsync(desk, account, new JsonObject { ["item"] = "judo", ["from"] = "2026-03-05" })).Expect(HttpStatusCode.Created)["lines"]![0]!;

        Assert.Equal(("Judo", 60_01, 2, 3), (Text(line["description"]), Minor(line["total"]), line["share"]!["left"]!.GetValue<int>(), line["share"]!["of"]!.GetValue<int>()));
        Assert.Equal(60_01, await desk.BalanceAsync(account));
        (await IssueAsync(desk, account, new JsonObject { ["item"] = "judo", ["from"] = "2026-03-30" })).Refuses(HttpStatusCode.UnprocessableEntity, "nothing_to_charge");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-04")]
    public async Task An_item_without_a_period_cannot_be_charged_pro_rata()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await PutAsync(desk, "ball", 10_00);

        (await IssueAsync(desk, account, new JsonObject { ["item"] = "ball", ["from"] = "2026-03-05" })).Refuses(HttpStatusCode.UnprocessableEntity, "item_without_period");
    }

    [Fact]
    [Trait("Rule", "BIL-05")]
    public async Task A_price_that_rose_makes_an_extra_invoice_that_its_payment_finds_by_itself()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 100_00, invoice);
        var before = (await desk.InvoiceOfAsync(account, invoice)).ToJsonString();
        var path = $"accounts/{account}/invoices/{invoice}/lines/1/difference";

        var extra = (await desk.PostAsync(path, Price(120_00))).Expect(HttpStatusCode.Created);
        Assert.Equal((20_00, invoice), (Minor(extra["total"]), Text(extra["extraTo"])));
        await desk.PayAsync(account, 20_00);

        Assert.Equal("paid", Text((await desk.InvoiceOfAsync(account, Text(extra["id"])))["state"]));
        await fixture.App.DrainAsync();
        Assert.Equal(before, (await desk.InvoiceOfAsync(account, invoice)).ToJsonString().Replace("\"number\":\"2026-000001\"", "\"number\":null", StringComparison.Ordinal));
        (await desk.PostAsync(path, Price(100_00))).Refuses(HttpStatusCode.Conflict, "not_dearer");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-07")]
    public async Task A_substitution_by_a_dearer_activity_makes_an_extra_invoice_and_by_a_cheaper_one_a_credit()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        (await desk.SettingsAsync(new JsonObject
        {
            ["taxes"] = new JsonArray(new JsonObject { ["code"] = "GST", ["name"] = "GST", ["ratePartsPerMillion"] = 50_000 }),
        })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        await PutAsync(desk, "judo", 100_00, forms: ["health"]);
        await PutAsync(desk, "karate", 120_00, forms: ["health"]);
        await PutAsync(desk, "chess", 80_00, forms: ["health"]);
        var line = new JsonObject { ["item"] = "judo", ["taxes"] = new JsonArray("GST") };
        var invoice = Text((await IssueAsync(desk, account, line)).Expect(HttpStatusCode.Created)["id"]);
        await desk.PayAsync(account, 105_00, invoice);

        var dearer = (await SubstituteAsync(desk, account, invoice, "karate")).Expect(HttpStatusCode.OK);
        Assert.Equal((21_00, "Karate"), (Minor(dearer["extra"]!["total"]), Text(dearer["invoice"]!["lines"]![0]!["description"])));
        Assert.Equal(21_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();

        var cheaper = (await SubstituteAsync(desk, account, invoice, "chess")).Expect(HttpStatusCode.OK);
        Assert.Equal(("substitution", 21_00), (Text(cheaper["credit"]!["kind"]), Minor(cheaper["credit"]!["amount"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-07")]
    public async Task An_activity_with_other_forms_is_no_substitute_and_the_refusal_says_why()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await PutAsync(desk, "judo", 100_00, forms: ["health"]);
        await PutAsync(desk, "camp", 100_00, forms: ["health", "transport"]);
        var invoice = Text((await IssueAsync(desk, account, new JsonObject { ["item"] = "judo" })).Expect(HttpStatusCode.Created)["id"]);

        (await SubstituteAsync(desk, account, invoice, "camp")).Refuses(HttpStatusCode.Conflict, "other_forms");
        (await SubstituteAsync(desk, account, invoice, "nothing")).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_item");
    }

    [Fact]
    [Trait("Rule", "BIL-07")]
    public async Task The_member_on_a_line_is_corrected_without_moving_money()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var email = $"{desk.Organisation}@example.org";
        var account = await desk.AccountAsync(email: email);
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 100_00, invoice);
        var child = Text((await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = "Léo", ["requestedBy"] = email }))
            .Expect(HttpStatusCode.Created)["id"]);
        var path = $"accounts/{account}/invoices/{invoice}/lines/1/member";

        var corrected = (await desk.PostAsync(path, new JsonObject { ["member"] = child, ["reason"] = "Not the father" })).Expect(HttpStatusCode.OK);

        Assert.Equal((child, "paid"), (Text(corrected["lines"]![0]!["member"]), Text(corrected["state"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        (await desk.PostAsync(path, new JsonObject { ["member"] = "nobody", ["reason"] = "x" })).Refuses(HttpStatusCode.UnprocessableEntity, "member_not_on_account");
    }

    [Fact]
    [Trait("Rule", "BIL-08")]
    public async Task Pay_later_needs_the_organisation_and_each_item_to_allow_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await PutAsync(desk, "judo", 100_00, allowsOffline: true);
        await PutAsync(desk, "camp", 100_00);

        (await PayLaterAsync("judo")).Refuses(HttpStatusCode.Conflict, "pay_later_not_allowed");
        (await desk.SettingsAsync(new JsonObject { ["allowsPayLater"] = true })).Expect(HttpStatusCode.OK);
        (await PayLaterAsync("camp")).Refuses(HttpStatusCode.Conflict, "pay_later_not_allowed");
        (await PayLaterAsync("judo")).Expect(HttpStatusCode.Created);
        Assert.Equal(100_00, await desk.BalanceAsync(account));

        Task<TestAnswer> PayLaterAsync(string item) => desk.PostAsync(
            $"accounts/{account}/invoices", new JsonObject { ["payLater"] = true, ["lines"] = new JsonArray(new JsonObject { ["item"] = item }) });
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task An_item_that_changed_meanwhile_is_not_overwritten()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await PutAsync(desk, "judo", 100_00);
        var etag = (await desk.GetAsync("items/judo")).Headers["ETag"];
        await PutAsync(desk, "judo", 110_00);

        (await desk.PutAsync("items/judo", Terms("Judo", 120_00), ("If-Match", etag))).Refuses(HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(110_00, Minor((await desk.GetAsync("items/judo")).Expect(HttpStatusCode.OK)["unitPrice"]));
        var wrong = Terms("Judo", 1);
        wrong["startsOn"] = "2026-03-02";
        (await desk.PutAsync("items/judo", wrong)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static JsonObject Terms(string name, long minor) => new() { ["name"] = name, ["unitPrice"] = Desk.Money(minor) };

    private static async Task PutAsync(
        Desk desk, string id, long minor, string[]? forms = null, bool allowsOffline = false, (string From, string To)? period = null, string[]? occurrences = null)
    {
        var terms = Terms(char.ToUpperInvariant(id[0]) + id[1..], minor);
        terms["forms"] = new JsonArray([.. (forms ?? []).Select(form => JsonValue.Create(form))]);
        terms["allowsOfflinePayment"] = allowsOffline;
        if (period is var (from, to))
        {
            terms["startsOn"] = from;
            terms["endsOn"] = to;
        }
        if (occurrences is not null)
            terms["occurrences"] = new JsonArray([.. occurrences.Select(day => JsonValue.Create(day))]);
        (await desk.PutAsync("items/" + id, terms)).Expect(HttpStatusCode.OK);
    }

    private static Task<TestAnswer> IssueAsync(Desk desk, string account, JsonObject line) =>
        desk.PostAsync($"accounts/{account}/invoices", new JsonObject { ["lines"] = new JsonArray(line) });

    private static Task<TestAnswer> SubstituteAsync(Desk desk, string account, string invoice, string item) => desk.PostAsync(
        $"accounts/{account}/invoices/{invoice}/lines/1/substitution", new JsonObject { ["item"] = item, ["reason"] = "Changed his mind" });

    private static JsonObject Price(long minor) => new() { ["unitPrice"] = Desk.Money(minor), ["reason"] = "The hall costs more" };
}
