using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

internal static class EndorsementEndpoints
{
    public static void Map(RouteGroupBuilder endorsements)
    {
        endorsements.MapGet("/", ListEndorsements.Handle).Needs(Scopes.BillingRead).Produces<Page<EndorsementView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A certificate's endorsements, with or without an invoice, oldest or newest first.");
        endorsements.MapPost("/", AddEndorsement.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<EndorsementView>(StatusCodes.Status201Created)
            .Refuses(
                CommonRefusals.NotFound,
                InsuranceRefusals.OutsideCertificate,
                InsuranceRefusals.TooMany,
                InsuranceRefusals.FeesTooLarge)
            .WithSummary("Add an endorsement; with a manual amount it is invoiced at once.");
        endorsements.MapGet("/{endorsement}", ReadEndorsement.Handle).Needs(Scopes.BillingRead).Produces<EndorsementView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("An endorsement and what its invoice was made of.");
        endorsements.MapPost("/{endorsement}/manual-amount", GiveManualAmount.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<EndorsementView>()
            .Refuses(CommonRefusals.NotFound, InsuranceRefusals.Invoiced, InsuranceRefusals.FeesTooLarge)
            .WithSummary("Tick the manual amount of an endorsement that has none: its invoice is made now, once.");
        endorsements.MapGet("/{endorsement}/why", ExplainEndorsement.Handle).Needs(Scopes.BillingRead).Produces<ExplanationView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Why the balance is what it is: each part with its setting, or why there is no invoice and what to do.");
    }
}
