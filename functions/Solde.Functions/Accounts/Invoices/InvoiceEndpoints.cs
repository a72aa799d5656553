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
                AccountRefusals.LineTooLarge,
                AccountRefusals.NoPayLater,
                AccountRefusals.NoPeriod)
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
        invoices.MapPost("/{invoice}/lines/{line}/member", CorrectMember.Handle).Needs(Scopes.BillingWrite).Produces<InvoiceView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, AccountRefusals.NotOnAccount)
            .WithSummary("Put another member on a line; no money moves.");
        invoices.MapPost("/{invoice}/lines/{line}/difference", ChargeDifference.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<InvoiceView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, RefundRefusals.LineCancelled, AccountRefusals.NotDearer)
            .WithSummary("Charge the difference where a line's price has risen: an extra invoice.");
        invoices.MapPost("/{invoice}/lines/{line}/substitution", SubstituteLine.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<SubstituteLine.View>()
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                RefundRefusals.LineCancelled,
                AccountRefusals.UnknownItem,
                AccountRefusals.OtherForms)
            .WithSummary("Move a line to another activity with the same forms; the difference is invoiced or credited.");
    }
}
