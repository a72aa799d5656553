using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class InvoiceEndpoints
{
    public static void Map(RouteGroupBuilder invoices)
    {
        invoices.MapGet("/", ListInvoices.Handle).Needs(Scopes.BillingRead).Produces<Page<InvoiceView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Invoices of an account, by state, oldest or newest first.");
        invoices.MapPost("/", IssueInvoice.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<InvoiceView>(StatusCodes.Status201Created)
            .Refuses(
                CommonRefusals.NotFound,
                AccountRefusals.NotOnAccount,
                AccountRefusals.UnknownTax,
                AccountRefusals.NothingToCharge,
                AccountRefusals.LineTooLarge)
            .WithSummary("Issue an invoice; its number is there a moment later.");
        invoices.MapGet("/{invoice}", GetInvoice.Handle).Needs(Scopes.BillingRead).Produces<InvoiceView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An invoice with its lines.");
        invoices.MapPost("/{invoice}/cancellation", CancelInvoice.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<CancelInvoice.View>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                RefundRefusals.UnknownLine,
                RefundRefusals.LineCancelled,
                RefundRefusals.BeyondPayment,
                RefundRefusals.TooScattered)
            .WithSummary("Cancel an invoice or some lines; what was paid becomes a credit or is refunded.");
    }
}
