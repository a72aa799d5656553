using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class PlanEndpoints
{
    public static void Map(RouteGroupBuilder plans)
    {
        plans.MapGet("/", ListPlans.Handle).Needs(Scopes.BillingRead).Produces<Page<PlanView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Payment plans of an account, by state, oldest or newest first.");
        plans.MapPost("/", MakePlan.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PlanView>(StatusCodes.Status201Created)
            .Refuses(
                CommonRefusals.NotFound,
                AccountRefusals.UnknownInvoice,
                AccountRefusals.UnknownMethod,
                SavedMethodRefusals.Unknown,
                PlanRefusals.BeyondInvoices,
                PlanRefusals.TooSmall)
            .WithSummary("Split an amount into dated parts, for one payer or several.");
        plans.MapGet("/{plan}", GetPlan.Handle).Needs(Scopes.BillingRead).Produces<PlanView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A plan, instalment by instalment, and why one failed.");
        plans.MapPost("/{plan}/cancellation", CancelPlan.Handle).Needs(Scopes.BillingWrite).MovesMoney().Produces<PlanView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.ReasonNeeded)
            .WithSummary("Ask for nothing more; what is charged stays.");
        plans.MapPost("/{plan}/instalments/{instalment}/move", MoveInstalment.Handle).Needs(Scopes.BillingWrite).Produces<PlanView>()
            .Refuses(CommonRefusals.NotFound, AccountRefusals.UnknownMethod, SavedMethodRefusals.Unknown, PlanRefusals.NotOpen)
            .WithSummary("Move an instalment to another date or way to pay; a failed one is scheduled again.");
        plans.MapPost("/{plan}/instalments/{instalment}/confirmation", ConfirmInstalment.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<PaymentView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, PlanRefusals.NotOffline, PlanRefusals.NotOpen, PlanRefusals.NotDueYet)
            .WithSummary("An offline instalment, such as a cheque, is here: record its payment.");
    }
}
