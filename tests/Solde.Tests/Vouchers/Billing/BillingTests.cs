using System.Net;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-12")]
public sealed class BillingTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_company_sees_its_invoices_with_history_and_details_and_nobody_elses()
    {
        var desk = await Desk.OpenAsync(fixture.App, "EUR", "Europe/Brussels", "fr");
        var (account, other) = (await desk.AccountAsync("Ménage Net"), await desk.AccountAsync("Somebody else"));
        var first = await desk.InvoiceAsync(account, 1_000, currency: "EUR");
        var second = await desk.InvoiceAsync(account, 2_000, currency: "EUR");
        var foreign = await desk.InvoiceAsync(other, 3_000, currency: "EUR");
        await VoucherDesk.OpenCompanyAsync(desk, billingAccount: account);

        var oldest = (await desk.GetAsync(CompanyScenes.Company + "/invoices")).Expect(HttpStatusCode.OK);
        var newest = (await desk.GetAsync(CompanyScenes.Company + "/invoices?order=newest&limit=1")).Expect(HttpStatusCode.OK);
        var one = (await desk.GetAsync($"{CompanyScenes.Company}/invoices/{second}")).Expect(HttpStatusCode.OK);

        Assert.Equal([first, second], oldest["items"]!.AsArray().Select(item => Text(item!["id"])));
        Assert.Equal([second], newest["items"]!.AsArray().Select(item => Text(item!["id"])));
        Assert.Equal(2_000, one["lines"]![0]!["total"]!["minor"]!.GetValue<long>());
        (await desk.GetAsync($"{CompanyScenes.Company}/invoices/{foreign}")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_company_without_an_account_has_no_invoices_to_show()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);

        (await desk.GetAsync(CompanyScenes.Company + "/invoices")).Refuses(HttpStatusCode.Conflict, "no_billing_account");
        (await desk.GetAsync("vouchers/companies/nobody/invoices")).Refuses(HttpStatusCode.NotFound, "not_found");
    }
}
