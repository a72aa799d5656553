using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-28")]
public sealed class PurchasesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Purchases_are_the_lines_of_all_invoices_settled_ones_too()
    {
        var (desk, account) = await SceneAsync();

        var purchases = await ListAsync(desk, account, "order=oldest");

        Assert.Equal(
            [("Judo", "paid", 0L), ("Swimming", "paid", 0), ("Judo camp", "partly_paid", 30_00), ("Towel", "open", 5_00)],
            purchases.Select(line => (Text(line!["description"]), Text(line["state"]), Minor(line["left"]))));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task They_are_filtered_searched_and_paged_in_either_order()
    {
        var (desk, account) = await SceneAsync();

        Assert.Equal(["Towel"], await DescriptionsAsync(desk, account, "category=shop"));
        Assert.Equal(["Towel"], await DescriptionsAsync(desk, account, "state=open"));
        Assert.Empty(await DescriptionsAsync(desk, account, "from=2026-02-01"));
        Assert.Equal(["Judo", "Swimming"], await PagedAsync(desk, account, "oldest", 2));
        Assert.Equal(["Judo", "Swimming", "Judo camp", "Towel"], await PagedAsync(desk, account, "oldest", 4));
        Assert.Equal(["Towel", "Judo camp", "Swimming", "Judo"], await PagedAsync(desk, account, "newest", 4));
        var found = (await desk.PostAsync($"accounts/{account}/purchases/search", new JsonObject { ["text"] = "judo" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["Judo", "Judo camp"], found["items"]!.AsArray().Select(line => Text(line!["description"])));
        (await desk.GetAsync($"accounts/{account}/purchases?state=lost")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("accounts/acc_nobody/purchases")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static async Task<JsonArray> ListAsync(Desk desk, string account, string query) =>
        (await desk.GetAsync($"accounts/{account}/purchases?{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    private static async Task<IEnumerable<string>> DescriptionsAsync(Desk desk, string account, string query) =>
        (await ListAsync(desk, account, query)).Select(line => Text(line!["description"]));

    /// <summary>Pages of one line, up to so many.</summary>
    private static async Task<IReadOnlyList<string>> PagedAsync(Desk desk, string account, string order, int most)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await desk.GetAsync($"accounts/{account}/purchases?order={order}&limit=1" + (cursor is null ? "" : "&cursor=" + cursor)))
                .Expect(HttpStatusCode.OK);
            found.AddRange(page["items"]!.AsArray().Select(line => Text(line!["description"])));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null && found.Count < most);
        return found;
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await InvoiceAsync(desk, account, ("Judo", 40_00, "sales"), ("Swimming", 20_00, "sales"));
        await desk.PayAsync(account, 60_00);
        await InvoiceAsync(desk, account, ("Judo camp", 50_00, "sales"), ("Towel", 5_00, "shop"));
        await desk.PayAsync(account, 20_00);
        return (desk, account);
    }

    private static async Task InvoiceAsync(Desk desk, string account, params (string What, long Minor, string Category)[] lines)
    {
        var body = new JsonObject
        {
            ["issueDate"] = "2026-01-05",
            ["lines"] = new JsonArray([.. lines.Select(line => new JsonObject
            {
                ["description"] = line.What,
                ["unitPrice"] = Desk.Money(line.Minor),
                ["category"] = line.Category,
            })]),
        };
        (await desk.PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created);
    }
}
