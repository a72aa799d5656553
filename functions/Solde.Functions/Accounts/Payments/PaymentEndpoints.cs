using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class PaymentEndpoints
{
    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapGet("/", ListPayments.Handle).Needs(Scopes.BillingRead).Produces<Page<PaymentView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Payments of an account, by state and method, oldest or newest first.");
        payments.MapPost("/", RecordPayment.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownMethod, AccountRefusals.UnknownInvoice)
            .WithSummary("Record an offline payment and reconcile it.");
        payments.MapGet("/{payment}", GetPayment.Handle).Needs(Scopes.BillingRead).Produces<PaymentView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A payment with its allocations.");
        payments.MapPost("/{payment}/cancellation", CancelPayment.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, AccountRefusals.NotCancellable, AccountRefusals.RefundedAlready)
            .WithSummary("Cancel an offline payment; what it paid is open again.");
        payments.MapPost("/{payment}/reminder", RemindCustomer.Handle).Needs(Scopes.BillingWrite)
            .Produces<PaymentView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.CustomerNotAwaited)
            .WithSummary("Send the customer again the link by which he confirms a payment.");
        payments.MapPost("/{payment}/allocations", AllocateByHand.OfPayment).Needs(Scopes.BillingWrite).MovesMoney().Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownInvoice, AccountRefusals.NothingLeft)
            .WithSummary("Allocate a payment by hand to chosen lines.");
        payments.MapDelete("/{payment}/allocations", RemoveAllocations.OfPayment).Needs(Scopes.BillingWrite).Produces<PaymentView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Remove one or all allocations of a payment.");
    }
}
