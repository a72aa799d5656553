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
                AccountRefusals.UnknownMethod,
                RefundRefusals.UnknownPayment,
                RefundRefusals.RefundedOtherwise,
                RefundRefusals.BeyondWhatIsHeld,
                RefundRefusals.TooScattered)
            .WithSummary("Refund a credit note by a chosen method.");
    }
}
