using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class PickUpEndpoints
{
    public static void Map(RouteGroupBuilder pickUps)
    {
        pickUps.MapGet("/", ListPickUps.Handle).Needs(Scopes.VouchersRead).Produces<Page<PickUpView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Pick-ups of a company by state, oldest or newest first.");
        pickUps.MapPost("/", PlanPickUp.Handle).Needs(Scopes.VouchersWrite).Produces<PickUpView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.NotForPickUp)
            .WithSummary("Have paper remittances collected, on the day or the next one on which banks are open.");
        pickUps.MapGet("/{pickUp}", ReadPickUp.Handle).Needs(Scopes.VouchersRead).Produces<PickUpView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A pick-up with its remittances.");
        pickUps.MapPost("/{pickUp}/done", EndPickUp.HandleDone).Needs(Scopes.VouchersWrite).Produces<PickUpView>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.PickUpEnded)
            .WithSummary("The carrier came: its remittances are handed in.");
        pickUps.MapPost("/{pickUp}/cancellation", EndPickUp.HandleCancelled).Needs(Scopes.VouchersWrite).Produces<PickUpView>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.PickUpEnded)
            .WithSummary("Call a pick-up off: its remittances wait for another one.");
    }
}
