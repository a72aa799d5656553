using Solde.Functions.Accounts;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class BillingEndpoints
{
    public static void Map(RouteGroupBuilder invoices)
    {
        invoices.MapGet("/", ShowInvoices.HandleList).Needs(Scopes.VouchersRead).Produces<Page<InvoiceView>>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.NoBillingAccount)
            .WithSummary("What the company was charged, by state, oldest or newest first.");
        invoices.MapGet("/{invoice}", ShowInvoices.HandleOne).Needs(Scopes.VouchersRead).Produces<InvoiceView>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.NoBillingAccount)
            .WithSummary("One invoice of the company with its lines.");
    }
}
