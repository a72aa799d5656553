using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Aggregates;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-03")]
public sealed class IssueInvoiceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    /// <summary>9.975 % and 5 % of each line by itself, rounded half away from zero once.</summary>
    [Theory]
    [Trait("Rule", "COM-02")]
    [InlineData(10_000, "1", 10_000, 998, 500)]
    [InlineData(1, "1", 1, 0, 0)]
    [InlineData(10, "1", 10, 1, 1)]
    [InlineData(9, "1", 9, 1, 0)]
    [InlineData(20_000, "1", 20_000, 1_995, 1_000)]
    [InlineData(333, "3", 999, 100, 50)]
    [InlineData(101, "0.5", 51, 5, 3)]
    [InlineData(1_999, "2.125", 4_248, 424, 212)]
    [InlineData(1, "0.5", 1, 0, 0)]
    public async Task Each_line_carries_its_taxes_to_the_cent(long price, string quantity, long net, long qst, long gst)
    {
        var (desk, account) = await SceneAsync();
        var line = new JsonObject
        {
            ["description"] = "Swimming",
            ["unitPrice"] = Desk.Money(price),
            ["quantity"] = JsonNode.Parse(quantity),
            ["taxes"] = new JsonArray("QST", "GST"),
        };

        var invoice = await IssueAsync(desk, account, line, (JsonObject)line.DeepClone());

        foreach (var issued in invoice["lines"]!.AsArray())
        {
            Assert.Equal(net, Minor(issued!["net"]));
            Assert.Equal([qst, gst], issued["taxes"]!.AsArray().Select(tax => Minor(tax!["amount"])));
            Assert.Equal(net + qst + gst, Minor(issued["total"]));
        }
        Assert.Equal(2 * (net + qst + gst), Minor(invoice["total"]));
        var postings = (await desk.JournalAsync(account))[^1]!["postings"]!.AsArray().ToDictionary(posting => posting!["ledger"]!.GetValue<string>(), posting => Minor(posting!["amount"]));
        Assert.Equal(2 * (net + qst + gst), postings["receivable"]);
        Assert.Equal(-2 * net, postings["revenue:sales"]);
        Assert.Equal(0, postings.Values.Sum());
    }

    [Fact]
    [Trait("Rule", "BIL-02")]
    public async Task A_line_is_for_the_owner_or_a_member_and_for_nobody_else()
    {
        var (desk, account) = await SceneAsync();
        var member = (await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = "Léo", ["requestedBy"] = $"{desk.Organisation}@example.org" }))
            .Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();

        var invoice = await IssueAsync(desk, account, LineFor(null), LineFor("owner"), LineFor(member));
        var refused = await PostAsync(desk, account, LineFor("owner"), LineFor("mem_of_another"));

        Assert.Equal(["owner", "owner", member], invoice["lines"]!.AsArray().Select(line => line!["member"]!.GetValue<string>()));
        refused.Refuses(HttpStatusCode.UnprocessableEntity, "member_not_on_account");
        (await PostAsync(desk, "acc_nobody", LineFor(null))).Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(300, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task A_tax_that_the_organisation_does_not_have_is_refused()
    {
        var (desk, account) = await SceneAsync();
        var line = LineFor(null);
        line["taxes"] = new JsonArray("GST", "VAT");

        (await PostAsync(desk, account, line)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_tax");
    }

    [Fact]
    public async Task A_line_that_comes_to_nothing_is_refused()
    {
        var (desk, account) = await SceneAsync();
        var line = new JsonObject { ["description"] = "Crumb", ["unitPrice"] = Desk.Money(1), ["quantity"] = JsonNode.Parse("0.4") };

        (await PostAsync(desk, account, line)).Refuses(HttpStatusCode.UnprocessableEntity, "nothing_to_charge");
    }

    [Fact]
    public async Task The_state_follows_what_is_paid()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 100);
        var states = new List<string>();
        foreach (var minor in new long[] { 0, 40, 60 })
        {
            if (minor > 0)
                await desk.PayAsync(account, minor, invoice);
            states.Add((await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        }

        Assert.Equal(["open", "partly_paid", "paid"], states);
    }

    [Fact]
    [Trait("Rule", "COM-03")]
    public async Task An_invoice_is_issued_on_the_date_of_the_organisation()
    {
        var clock = fixture.Clock;
        var toronto = await SceneAsync();
        var brussels = await Desk.OpenAsync(fixture.App, "EUR", "Europe/Brussels");
        var account = await brussels.AccountAsync();
        var wait = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddHours(1) - clock.GetUtcNow();
        clock.Advance(wait);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

        var there = await IssueAsync(brussels, account, new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100, "EUR") });
        var here = await IssueAsync(toronto.Desk, toronto.Account, LineFor(null));

        Assert.Equal(today.ToString("O"), there["issueDate"]!.GetValue<string>());
        Assert.Equal(today.AddDays(-1).ToString("O"), here["issueDate"]!.GetValue<string>());
        Assert.Equal([here["issueDate"]!.GetValue<string>()], here["dueDates"]!.AsArray().Select(date => date!.GetValue<string>()));
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var taxes = new JsonArray(
            new JsonObject { ["code"] = "QST", ["name"] = "QST", ["ratePartsPerMillion"] = 99_750 },
            new JsonObject { ["code"] = "GST", ["name"] = "GST", ["ratePartsPerMillion"] = 50_000 });
        (await desk.SettingsAsync(new JsonObject { ["taxes"] = taxes })).Expect(HttpStatusCode.OK);
        return (desk, await desk.AccountAsync(email: $"{desk.Organisation}@example.org"));
    }

    private static JsonObject LineFor(string? member)
    {
        var line = new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100) };
        if (member is not null)
            line["member"] = member;
        return line;
    }

    private static Task<TestAnswer> PostAsync(Desk desk, string account, params JsonObject[] lines) =>
        desk.PostAsync($"accounts/{account}/invoices", new JsonObject { ["lines"] = new JsonArray([.. lines]) });

    private static async Task<JsonNode> IssueAsync(Desk desk, string account, params JsonObject[] lines) =>
        (await PostAsync(desk, account, lines)).Expect(HttpStatusCode.Created);

    private static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();
}
