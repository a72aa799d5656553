using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class StatementEndpoints
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/{account}/operations", ListOperations.Handle).Needs(Scopes.BillingRead).Produces<Page<Operation>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("What moved money on an account, with running balance, newest or oldest first.");
        accounts.MapGet("/{account}/purchases", ListPurchases.Handle).Needs(Scopes.BillingRead).Produces<Page<ListPurchases.Purchase>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("What was bought on an account, line by line.");
        accounts.MapPost("/{account}/purchases/search", SearchPurchases.Handle).Needs(Scopes.BillingRead)
            .Produces<Page<ListPurchases.Purchase>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Find purchases by a part of their description.");
        accounts.MapGet("/{account}/statement", ExportStatement.Handle).Needs(Scopes.BillingRead)
            .Produces<string>(StatusCodes.Status200OK, "text/html", "text/csv").Refuses(CommonRefusals.NotFound)
            .WithSummary("A statement for a period, to print or as CSV.");
    }
}
