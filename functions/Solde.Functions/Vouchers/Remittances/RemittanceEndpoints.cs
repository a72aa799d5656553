using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class RemittanceEndpoints
{
    public static void Map(RouteGroupBuilder remittances)
    {
        remittances.MapGet("/", ListRemittances.Handle).Needs(Scopes.VouchersRead).Produces<Page<RemittanceView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Remittances of a company by kind and state, oldest or newest first.");
        remittances.MapPost("/", MakeRemittance.Handle).Needs(Scopes.VouchersWrite).MovesMoney()
            .Produces<MadeRemittanceView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.NothingToAsk, CompanyRefusals.TooManyRemittances)
            .WithSummary("Hand in vouchers: of services, of all with vouchers to ask for, or paper ones.");
        remittances.MapGet("/{remittance}", ReadRemittance.Handle).Needs(Scopes.VouchersRead).Produces<RemittanceDetailsView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A remittance with the vouchers that it took of each service.");
        remittances.MapPost("/{remittance}/reimbursed", RecordReimbursement.Handle).Needs(Scopes.VouchersWrite).MovesMoney()
            .Produces<RemittanceView>()
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.RemittanceState, CompanyRefusals.ReimbursementDiffers)
            .WithSummary("The issuer's word that he paid a remittance, whole.");
    }

    public static void MapOfService(RouteGroupBuilder services) =>
        services.MapPost("/{service}/reimbursement", AskReimbursement.Handle).Needs(Scopes.VouchersWrite).MovesMoney()
            .Produces<MadeRemittanceView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, CompanyRefusals.NothingToAsk, CompanyRefusals.TooManyRemittances)
            .WithSummary("Ask for what a service has so far, fully paid or not: a remittance of one.");
}
