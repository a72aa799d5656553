using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.ReportScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-27")]
public sealed class ReportsAndBooksTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(1)]
    public async Task Whatever_happens_the_reports_add_up_to_the_books_and_any_day_may_part_them(int seed)
    {
        var random = new Random(seed);
        var desk = await Desk.OpenAsync(fixture.App);
        string[] accounts = [await desk.AccountAsync(), await desk.AccountAsync()];
        var first = fixture.Day();
        for (var day = 0; day < 5; day++)
        {
            for (var i = 0; i < 12; i++)
                await ActAsync(desk, accounts, random);
            fixture.Clock.Advance(TimeSpan.FromDays(1));
        }
        await fixture.App.DrainAsync();

        var ledgers = (await desk.BooksAsync())["ledgers"]!.AsObject()
            .ToDictionary(ledger => ledger.Key, ledger => ledger.Value!.GetValue<long>());
        var (whole, early, late) = (Period(first, 0, 6), Period(first, 0, 2), Period(first, 3, 6));
        var revenue = await desk.ReportAsync("revenue", whole);
        var receipts = await desk.ReportAsync("receipts", whole);
        Assert.Equal(Under(ledgers, "revenue:", -1), Lines(revenue["categories"]).Select(line => (line.Code, line.Net)));
        Assert.Equal(Under(ledgers, "receipts:", 1), Lines(receipts["methods"]).Select(line => (line.Code, line.Net)));
        foreach (var report in new[] { "revenue", "receipts" })
        {
            async Task<long> NetAsync(string period) => Minor((await desk.ReportAsync(report, period))["total"]!["net"]);
            Assert.Equal(await NetAsync(whole), await NetAsync(early) + await NetAsync(late));
        }

        JsonNode[] ties = [await desk.ReportAsync("tie", early), await desk.ReportAsync("tie", late), await desk.ReportAsync("tie", whole)];
        Assert.All(ties, tie => Assert.True(tie["holds"]!.GetValue<bool>(), tie.ToJsonString()));
        Assert.Equal(Minor(ties[0]["closing"]), Minor(ties[1]["opening"]));
        Assert.Equal(ledgers["receivable"], Minor(ties[2]["receivable"]));
        Assert.Equal(ledgers.GetValueOrDefault("credits_owed"), Minor(ties[2]["creditsOwed"]));
        Assert.Equal(Minor(ties[1]["closing"]), await desk.BalanceAsync(accounts[0]) + await desk.BalanceAsync(accounts[1]));
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task An_organisation_whose_id_begins_alike_is_not_counted()
    {
        var id = "org-" + Guid.NewGuid().ToString("N")[..8];
        string[] others = [id + "-2", id + "0", id + "_", id[..^1]];
        var desk = await Desk.OpenAsync(fixture.App, id: id);
        await desk.PayAsync(await desk.AccountAsync(), 1_00);
        foreach (var other in others)
        {
            var stranger = await Desk.OpenAsync(fixture.App, id: other);
            var account = await stranger.AccountAsync();
            await stranger.InvoiceAsync(account, 10_00);
            await stranger.PayAsync(account, 20_00);
        }

        Assert.Equal(1_00, Minor((await desk.ReportAsync("receipts"))["total"]!["net"]));
        Assert.Equal(0, Minor((await desk.ReportAsync("revenue"))["total"]!["net"]));
        Assert.Equal(-1_00, Minor((await desk.ReportAsync("tie"))["closing"]));
    }

    [Fact]
    public async Task More_entries_than_a_page_of_the_storage_holds_are_all_counted()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var table = fixture.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(Account.Table);
        foreach (var chunk in Enumerable.Range(1, 2_400).Chunk(100))
        {
            var partition = PartitionKey.Of(desk.Organisation, Account.Kind, $"acc_{chunk[0] / 800}");
            await table.SubmitTransactionAsync(chunk.Select(number =>
                new TableTransactionAction(TableTransactionActionType.Add, Entry(partition, number))));
        }

        Assert.Equal(2_400_00, Minor((await desk.ReportAsync("receipts"))["total"]!["net"]));
        Assert.Equal(-2_400_00, Minor((await desk.ReportAsync("tie"))["closing"]));
    }

    private TableEntity Entry(string partition, int number)
    {
        var one = new Money(1_00, "CAD");
        var now = fixture.Clock.GetUtcNow();
        var entry = new JournalEntry(
            number, now, "test", "PaymentRecorded", null, null, [new Posting("receipts:cash", one), new Posting("receivable", -one)], []);
        var row = new TableEntity(partition, AggregateCommit<Account>.JournalKeyOf(number)) { [AggregateColumns.At] = now };
        RowData.Write(row, JsonSerializer.Serialize(entry, AggregatesJson.Default.JournalEntry));
        return row;
    }

    private static async Task ActAsync(Desk desk, string[] accounts, Random random)
    {
        var account = accounts[random.Next(2)];
        var invoices = (await desk.GetAsync($"accounts/{account}/invoices")).Json["items"]!.AsArray();
        var payments = (await desk.GetAsync($"accounts/{account}/payments")).Json["items"]!.AsArray();
        var some = random.Next(1, 3_000);
        // What may be refused by the state that chance has made is asked for all the same.
        switch (random.Next(8))
        {
            case 0 or 1:
                await desk.InvoiceLinesAsync(account, LineOf("cat" + (some % 3), some));
                break;
            case 2:
                var paid = new JsonObject { ["method"] = some % 2 == 0 ? "cash" : "cheque", ["amount"] = Desk.Money(some) };
                (await desk.PostAsync($"accounts/{account}/payments", paid)).Expect(HttpStatusCode.Created);
                break;
            case 3 when invoices.Count > 0:
                var settle = new JsonObject { ["settle"] = some % 2 == 0 ? "credit" : "refund", ["reason"] = "Random" };
                await desk.PostAsync($"accounts/{account}/invoices/{Text(invoices[some % invoices.Count]!["id"])}/cancellation", settle);
                break;
            case 4 when payments.Count > 0:
                var reason = new JsonObject { ["reason"] = "Random" };
                await desk.PostAsync($"accounts/{account}/payments/{Text(payments[some % payments.Count]!["id"])}/cancellation", reason);
                break;
            case 5:
                await desk.MoveAsync(account, await desk.GoodwillAsync(account, some), accounts[account == accounts[0] ? 1 : 0], some);
                break;
            case 6:
                await desk.PostAsync($"accounts/{account}/zero", new JsonObject { ["reason"] = "Random", ["offlineMethod"] = "cash" });
                break;
            default:
                (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
                break;
        }
    }

    private static string Period(DateOnly day, int from, int to) => $"from={day.AddDays(from):yyyy-MM-dd}&to={day.AddDays(to):yyyy-MM-dd}";

    private static IEnumerable<(string, long)> Under(Dictionary<string, long> ledgers, string prefix, int sign) => ledgers
        .Where(ledger => ledger.Key.StartsWith(prefix, StringComparison.Ordinal))
        .OrderBy(ledger => ledger.Key, StringComparer.Ordinal)
        .Select(ledger => (ledger.Key[prefix.Length..], sign * ledger.Value));
}
