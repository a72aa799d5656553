using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;
using Solde.Tests.Aggregates;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-09")]
public sealed class OldAccountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_payment_on_an_account_with_hundreds_of_settled_operations_reads_as_many_rows_as_on_a_young_one()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var settings = new SoldeTestSettings(proxy.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] };
        await using var app = await SoldeTestApp.StartAsync(settings);
        var desk = await Desk.OpenAsync(app);
        var (young, old) = (await desk.AccountAsync(), await desk.AccountAsync());
        await SettleAsync(desk, old, 150);
        await SettleAsync(desk, young, 1);

        Assert.Equal(await RowsReadByAPaymentAsync(desk, young, proxy), await RowsReadByAPaymentAsync(desk, old, proxy));
    }

    /// <summary>So many invoices, each paid by a payment of its own, and all their messages consumed.</summary>
    private static async Task SettleAsync(Desk desk, string account, int operations)
    {
        foreach (var path in new[] { "invoices", "payments" })
        {
            var body = path == "invoices" ? Invoice() : Payment();
            var calls = Enumerable.Range(0, operations)
                .Select(i => (desk.App, $"accounts/{account}/{path}", body.DeepClone(), $"{path}-{i}"));
            Assert.All(await ManyCallers.PostAsync(desk.Key, calls.ToArray()), answer => answer.Expect(HttpStatusCode.Created));
        }
        await desk.App.DrainAsync();
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    /// <summary>Its one query gives the open rows, so those are what it reads.</summary>
    private static async Task<int> RowsReadByAPaymentAsync(Desk desk, string account, StorageProxy proxy)
    {
        await desk.InvoiceAsync(account, 100);
        await desk.App.DrainAsync();
        var partition = PartitionKey.Of(desk.Organisation, Account.Kind, account);
        var open = await ((TableServiceClient)desk.App.Services.GetService(typeof(TableServiceClient))!).GetTableClient(Account.Table)
            .QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {Row.SettledPrefix}"))
            .CountAsync();
        var before = proxy.Calls.Count;

        await desk.PayAsync(account, 100);

        Assert.Equal(["QueryEntities", "EntityGroupTransaction"], proxy.Calls.Skip(before).Select(call => call.Kind));
        Assert.Equal(0, await desk.BalanceAsync(account));
        return open;
    }

    private static JsonObject Payment() => new() { ["method"] = "cash", ["amount"] = Desk.Money(100) };

    private static JsonObject Invoice() => new()
    {
        ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100) }),
    };
}
