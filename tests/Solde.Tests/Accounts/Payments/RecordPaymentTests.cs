using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

public sealed class RecordPaymentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "BIL-09")]
    [Trait("Rule", "BIL-18")]
    public async Task A_payment_for_an_invoice_pays_it_and_the_rest_waits()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);

        var payment = await desk.PayAsync(account, 12_000, invoice);

        Assert.Equal(2_000, payment["unapplied"]!["minor"]!.GetValue<long>());
        Assert.Equal("paid", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        Assert.Equal(-2_000, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-29")]
    public async Task One_receipt_pays_many_invoices_and_its_rest_is_applied_later_to_the_cent()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var swimming = await desk.InvoiceAsync(account, 33_33);
        var dancing = await desk.InvoiceAsync(account, 19_99);
        var other = await desk.InvoiceAsync(account, 50_00);

        var receipt = await desk.PayAsync(account, 60_01, swimming, dancing);

        Assert.Equal(
            [(swimming, 33_33), (dancing, 19_99)],
            (await desk.LiesOnAsync(account, Text(receipt["id"]), "allocations")).OrderByDescending(allocation => allocation.Minor));
        Assert.Equal(6_69, Minor(receipt["unapplied"]));
        Assert.Equal(["paid", "paid", "open"], await StatesAsync(desk, account, swimming, dancing, other));
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
        Assert.Contains((other, 6_69), await desk.LiesOnAsync(account, Text(receipt["id"]), "allocations"));
        Assert.Equal(0, Minor((await desk.PaymentAsync(account, Text(receipt["id"])))["unapplied"]));
        Assert.Equal(43_31, Minor((await desk.InvoiceOfAsync(account, other))["left"]));
        Assert.Equal(["paid", "paid", "partly_paid"], await StatesAsync(desk, account, swimming, dancing, other));
        Assert.Equal(43_31, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    private static async Task<string[]> StatesAsync(Desk desk, string account, params string[] invoices)
    {
        var states = new List<string>();
        foreach (var invoice in invoices)
            states.Add(Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        return [.. states];
    }
}
