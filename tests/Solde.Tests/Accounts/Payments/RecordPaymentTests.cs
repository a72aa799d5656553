using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

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
}
