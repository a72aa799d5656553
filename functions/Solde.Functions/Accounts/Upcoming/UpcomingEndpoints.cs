using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class UpcomingEndpoints
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/upcoming-payments", ListUpcoming.Handle).Needs(Scopes.BillingRead).Produces<Page<UpcomingPayment>>()
            .WithSummary("What is still to come in the organisation, by date, method, account and state.");
        accounts.MapGet("/{account}/upcoming-payments", ListUpcoming.HandleOfAccount).Needs(Scopes.BillingRead)
            .Produces<Page<UpcomingPayment>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("What is still to come of one account, by date, method and state.");
    }
}
