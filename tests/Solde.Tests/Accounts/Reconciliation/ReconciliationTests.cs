using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-18")]
public sealed class ReconciliationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    /// <summary>The clock stands at 10 March 2026. Letters are lines in the order in which money finds them.</summary>
    [Theory]
    [InlineData("oldest_due_first", "Jan principal, Jan fee, Feb interest, Mar principal, Mar fee, Apr fee")]
    [InlineData("fees_interest_principal", "Jan fee, Mar fee, Apr fee, Feb interest, Jan principal, Mar principal")]
    [InlineData("current_period_first", "Mar principal, Mar fee, Jan principal, Jan fee, Feb interest, Apr fee")]
    public async Task Money_finds_lines_in_the_order_of_the_organisation(string order, string expected)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        (await desk.SettingsAsync(new JsonObject { ["allocationOrder"] = order })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        // Made in another order than they fall due.
        foreach (var (month, due, components) in new (string, string, string[])[]
        {
            ("Mar", "2026-03-31", ["principal", "fee"]), ("Apr", "2026-04-15", ["fee"]), ("Jan", "2026-01-15", ["principal", "fee"]), ("Feb", "2026-02-15", ["interest"]),
        })
        {
            var lines = components.Select(component => new JsonObject { ["description"] = component, ["component"] = component, ["unitPrice"] = Desk.Money(100) });
            var body = new JsonObject { ["issueDate"] = "2026-01-02", ["dueDates"] = new JsonArray(due), ["lines"] = new JsonArray([.. lines]) };
            var id = (await desk.PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
            foreach (var (index, component) in components.Index())
                names[$"{id}/{index + 1}"] = $"{month} {component}";
        }

        var payment = await desk.PayAsync(account, 550);

        var found = payment["allocations"]!.AsArray().Select(allocation => (
            Line: names[$"{allocation!["invoice"]}/{allocation["line"]}"], Minor: allocation["amount"]!["minor"]!.GetValue<long>())).ToArray();
        Assert.Equal(expected, string.Join(", ", found.Select(allocation => allocation.Line)));
        Assert.Equal([100L, 100, 100, 100, 100, 50], found.Select(allocation => allocation.Minor));
    }

    [Fact]
    public async Task The_oldest_money_goes_first()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var later = await PaidOnAsync(desk, account, 100, "2026-03-02");
        var earlier = await PaidOnAsync(desk, account, 100, "2026-03-01");
        await desk.InvoiceAsync(account, 150);

        var done = (await ReconcileAsync(desk, account, preview: false))["allocations"]!.AsArray();

        Assert.Equal([(earlier, 100L), (later, 50)], done.Select(Allocation).OrderByDescending(allocation => allocation.Minor));
    }

    [Fact]
    public async Task A_preview_changes_nothing_and_is_what_is_then_done()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PayAsync(account, 250);
        await desk.InvoiceAsync(account, 100);
        await desk.InvoiceAsync(account, 300);
        var journal = (await desk.JournalAsync(account)).ToJsonString();
        var payments = (await desk.GetAsync($"accounts/{account}/payments")).Body;

        var preview = await ReconcileAsync(desk, account, preview: true);

        Assert.False(preview["isDone"]!.GetValue<bool>());
        Assert.Equal(journal, (await desk.JournalAsync(account)).ToJsonString());
        Assert.Equal(payments, (await desk.GetAsync($"accounts/{account}/payments")).Body);
        var done = await ReconcileAsync(desk, account, preview: false);
        Assert.True(done["isDone"]!.GetValue<bool>());
        Assert.Equal(2, done["allocations"]!.AsArray().Count);
        Assert.Equal(preview["allocations"]!.ToJsonString(), done["allocations"]!.ToJsonString());
        Assert.Equal(preview["unapplied"]!.ToJsonString(), done["unapplied"]!.ToJsonString());
        Assert.Empty((await ReconcileAsync(desk, account, preview: false))["allocations"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task A_payment_that_paid_more_invoices_than_fit_in_one_step_can_be_cancelled()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = (await desk.PayAsync(account, 6_000))["id"]!.GetValue<string>();
        for (var i = 0; i < 60; i++)
            await desk.InvoiceAsync(account, 100);
        await ReconcileAsync(desk, account, preview: false);

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Bounced" })).Expect(HttpStatusCode.OK);

        Assert.Equal(6_000, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_payment_for_a_given_invoice_passes_older_ones_by()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var older = await desk.InvoiceAsync(account, 100, "2026-01-10");
        var given = await desk.InvoiceAsync(account, 100, "2026-02-10");

        var payment = await desk.PayAsync(account, 150, given);

        Assert.Equal(50, payment["unapplied"]!["minor"]!.GetValue<long>());
        Assert.Equal(("open", "paid"), (await StateAsync(desk, account, older), await StateAsync(desk, account, given)));
        (await desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(1), ["invoices"] = new JsonArray("inv_of_nobody") }))
            .Refuses(HttpStatusCode.UnprocessableEntity, "unknown_invoice");
    }

    private static async Task<JsonNode> ReconcileAsync(Desk desk, string account, bool preview) =>
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject { ["preview"] = preview })).Expect(HttpStatusCode.OK);

    private static async Task<string> PaidOnAsync(Desk desk, string account, long minor, string date) => (await desk.PostAsync(
        $"accounts/{account}/payments", new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(minor), ["receivedOn"] = date })).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();

    private static async Task<string> StateAsync(Desk desk, string account, string invoice) => (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>();

    private static (string, long Minor) Allocation(JsonNode? allocation) =>
        (allocation!["from"]!.GetValue<string>(), allocation["amount"]!["minor"]!.GetValue<long>());
}
