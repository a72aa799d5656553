using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class CreditEndpoints
{
    public static void Map(RouteGroupBuilder credits)
    {
        credits.MapGet("/", ListCredits.Handle).Needs(Scopes.BillingRead).Produces<Page<CreditView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Credit notes of an account, oldest or newest first.");
        credits.MapGet("/{credit}", GetCredit.Handle).Needs(Scopes.BillingRead).Produces<CreditView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A credit note and what is left of it.");
        credits.MapPost("/{credit}/refund", RefundCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<RefundView>(StatusCodes.Status202Accepted)
            .Refuses(
                CommonRefusals.NotFound,
                CommonRefusals.ReasonNeeded,
                AccountRefusals.UnknownMethod,
                RefundRefusals.UnknownPayment,
                RefundRefusals.RefundedOtherwise,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Refund a credit note by a chosen method.");
        credits.MapPost("/", MakeCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<CreditView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded)
            .WithSummary("Make a credit note, with a reason.");
        credits.MapPost("/{credit}/void", VoidCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<CreditView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, CreditRefusals.Used)
            .WithSummary("Void a credit note of which nothing is used.");
        credits.MapPost("/{credit}/move", MoveCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<CreditView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, CreditRefusals.NotEnough, CreditRefusals.NoSuchAccount)
            .WithSummary("Move a credit, or part of it, to another account.");
        credits.MapPost("/{credit}/application", ApplyCredit.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<ApplyCredit.View>()
            .Refuses(
                CommonRefusals.NotFound,
                CreditRefusals.NotEnough,
                PlanRefusals.Unknown,
                PlanRefusals.NotOpen,
                PlanRefusals.NothingScheduled,
                PlanRefusals.WithoutInvoices,
                PlanRefusals.NothingToAsk)
            .WithSummary("Apply a credit to the next upcoming payment, which then asks only for the rest.");
        credits.MapPost("/{credit}/allocations", AllocateByHand.OfCredit).Needs(Scopes.BillingWrite).MovesMoney().Produces<CreditView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownInvoice, AccountRefusals.NothingLeft)
            .WithSummary("Allocate a credit by hand to chosen lines.");
        credits.MapDelete("/{credit}/allocations", RemoveAllocations.OfCredit).Needs(Scopes.BillingWrite).Produces<CreditView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Remove one or all allocations of a credit.");
    }
}
