using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-28")]
public sealed class OperationsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Each_operation_says_what_it_moved_and_the_balance_after_it()
    {
        var (desk, account, invoice) = await SceneAsync();

        var operations = (await ListAsync(desk, account, "order=oldest"))["items"]!.AsArray();

        Assert.Equal(
            [
                ("InvoiceIssued", 100_00L, 0L, 0L, 100_00L),
                ("PaymentRecorded", 0, 30_00, 0, 70_00),
                ("CreditMade", 0, 0, 20_00, 50_00),
                ("PaymentRecorded", 0, 60_00, 0, -10_00),
                ("InvoiceCancelled", -100_00, 0, 0, -110_00),
            ],
            operations.Select(operation => (
                Text(operation!["action"]),
                Minor(operation["charged"]),
                Minor(operation["received"]),
                Minor(operation["credited"]),
                Minor(operation["balance"]))));
        Assert.Contains(invoice, operations[0]!["documents"]!.AsArray().Select(Text));
        Assert.Equal(await desk.BalanceAsync(account), Minor(operations[^1]!["balance"]));
    }

    [Theory]
    [Trait("Rule", "COM-09")]
    [InlineData("oldest")]
    [InlineData("newest")]
    public async Task Pages_of_one_carry_the_balance_on_and_stay_true_while_more_is_booked(string order)
    {
        var (desk, account, _) = await SceneAsync();
        var whole = (await ListAsync(desk, account, "order=" + order))["items"]!.AsArray().Select(item => item!.ToJsonString()).ToArray();

        var pages = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(desk, account, $"order={order}&limit=1" + (cursor is null ? "" : "&cursor=" + cursor));
            pages.AddRange(page["items"]!.AsArray().Select(item => item!.ToJsonString()));
            cursor = page["next"]?.GetValue<string>();
            if (pages.Count == 2 && order == "newest")
                await desk.PayAsync(account, 1_00);
        }
        while (cursor is not null);

        Assert.Equal(5, whole.Length);
        Assert.Equal(whole, pages);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task They_are_filtered_by_day_kind_and_document_without_losing_the_balance()
    {
        var (desk, account, invoice) = await SceneAsync();
        var today = Text((await ListAsync(desk, account, "limit=1"))["items"]![0]!["on"]);

        Assert.Equal(["CreditMade"], await ActionsAsync(desk, account, "kind=credit"));
        Assert.Equal(["InvoiceCancelled", "InvoiceIssued"], await ActionsAsync(desk, account, "kind=charge"));
        Assert.Equal(["PaymentRecorded", "InvoiceCancelled"], await ActionsAsync(desk, account, $"order=oldest&from={today}"));
        Assert.Equal(["CreditMade", "PaymentRecorded", "InvoiceIssued"], await ActionsAsync(desk, account, $"to={Before(today)}"));
        Assert.Contains("InvoiceIssued", await ActionsAsync(desk, account, $"document={invoice}"));
        Assert.Equal(50_00, Minor((await ListAsync(desk, account, "kind=credit"))["items"]![0]!["balance"]));
    }

    [Theory]
    [InlineData("kind=money")]
    [InlineData("order=sideways")]
    [InlineData("cursor=eHg")]
    [InlineData("document=a%20b")]
    public async Task What_is_no_filter_is_refused(string query)
    {
        var (desk, account, _) = await SceneAsync();
        (await desk.GetAsync($"accounts/{account}/operations?{query}")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Nobody_has_no_operations() =>
        (await (await Desk.OpenAsync(fixture.App)).GetAsync("accounts/acc_nobody/operations")).Refuses(HttpStatusCode.NotFound, "not_found");

    /// <summary>Over two days: an invoice, a payment and a credit; then another payment, and the invoice is cancelled.</summary>
    private async Task<(Desk Desk, string Account, string Invoice)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 30_00);
        var credit = new JsonObject { ["amount"] = Desk.Money(20_00), ["reason"] = "The pool was cold" };
        (await desk.PostAsync($"accounts/{account}/credits", credit)).Expect(HttpStatusCode.Created);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await desk.PayAsync(account, 60_00);
        await desk.CancelInvoiceAsync(account, invoice, CancelInvoice.AsCredit);
        return (desk, account, invoice);
    }

    private static string Before(string day) => DateOnly.Parse(day).AddDays(-1).ToString("O");

    private static async Task<JsonNode> ListAsync(Desk desk, string account, string query) =>
        (await desk.GetAsync($"accounts/{account}/operations?{query}")).Expect(HttpStatusCode.OK);

    private static async Task<IEnumerable<string>> ActionsAsync(Desk desk, string account, string query) =>
        (await ListAsync(desk, account, query))["items"]!.AsArray().Select(operation => Text(operation!["action"]));
}
