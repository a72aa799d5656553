using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class ComparisonEndpoints
{
    public static void Map(RouteGroupBuilder comparisons)
    {
        comparisons.MapPost("/", BeginComparison.Handle).Needs(Scopes.BillingWrite)
            .Produces<ComparisonView>(StatusCodes.Status202Accepted)
            .WithSummary("Compare the online payments and refunds of some days with what the provider has; one is made every night.");
        comparisons.MapGet("/", ListComparisons.Handle).Needs(Scopes.BillingRead).Produces<Page<ComparisonView>>()
            .WithSummary("Comparisons with the provider, newest first.");
        comparisons.MapGet("/{comparison}", GetComparison.Handle).Needs(Scopes.BillingRead)
            .Produces<ComparisonView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A comparison, and how much it found.");
        comparisons.MapGet("/{comparison}/findings", ListFindings.Handle).Needs(Scopes.BillingRead)
            .Produces<Page<FindingView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("What one side has and the other has not, or has otherwise, by kind.");
        comparisons.MapPost("/{comparison}/findings/{finding}/correction", CorrectFinding.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<FindingView>().Refuses(CommonRefusals.NotFound, PaymentRefusals.FindingNeedsPerson)
            .WithSummary("Put a finding right: apply the provider's word as it is now.");
    }
}
