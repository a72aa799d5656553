using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

/// <summary>Storage operations are the bill and the latency, so they are counted where they arrive.</summary>
public sealed class CommandCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task A_payment_on_an_account_with_hundreds_of_settled_invoices_costs_one_query_and_one_transaction()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var settings = new SoldeTestSettings(proxy.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] };
        await using var app = await SoldeTestApp.StartAsync(settings);
        var desk = await Desk.OpenAsync(app);
        var account = await desk.AccountAsync();
        var calls = Enumerable.Range(0, 200).Select(i => (app, $"accounts/{account}/invoices", (JsonNode)Invoice(), $"invoice-{i}"));
        Assert.All(await ManyCallers.PostAsync(desk.Key, calls.ToArray()), answer => answer.Expect(HttpStatusCode.Created));
        // One payment settles as many invoices as fit in one transaction.
        for (var i = 0; i < 5; i++)
            await desk.PayAsync(account, 40 * 100);
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.InvoiceAsync(account, 300);
        await desk.GetAsync("organisations/current");

        var before = proxy.Calls.Count;
        await desk.PayAsync(account, 300);

        Assert.Equal(["QueryEntities", "EntityGroupTransaction"], proxy.Calls.Skip(before).Select(call => call.Kind));
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    private static JsonObject Invoice() => new()
    {
        ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(100) }),
    };
}
