using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class CompanyServiceEndpoints
{
    public static void Map(RouteGroupBuilder services)
    {
        services.MapGet("/", ListCompanyServices.Handle).Needs(Scopes.VouchersRead).Produces<Page<CompanyServiceView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Services of a company over all wallets, by state, status, day and wallet.");
        services.MapGet("/export", ExportServices.HandleCompany).Needs(Scopes.VouchersRead)
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json").Refuses(CommonRefusals.NotFound)
            .WithSummary("Services of a company with their whole trail as CSV or JSON: a line for each allocation and reimbursement.");
    }

    public static void MapAll(RouteGroupBuilder services) =>
        services.MapGet("/export", ExportServices.HandleAll).Needs(Scopes.VouchersRead)
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json")
            .WithSummary("Services of all companies with their whole trail as CSV or JSON.");
}
