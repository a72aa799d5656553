using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

internal static class CompanyEndpoints
{
    public static void Map(RouteGroupBuilder companies)
    {
        companies.MapGet("/", ListCompanies.Handle).Needs(Scopes.VouchersRead).Produces<Page<CompanyItem>>()
            .WithSummary("Companies by id.");
        companies.MapPost("/search", SearchCompanies.Handle).Needs(Scopes.VouchersRead).Produces<Page<CompanyItem>>()
            .WithSummary("Companies whose name or e-mail holds a text; it travels in the body, since addresses are logged.");
        companies.MapPost("/", OpenCompany.Handle).Needs(Scopes.VouchersWrite).Produces<CompanyView>(StatusCodes.Status201Created)
            .Refuses(CompanyRefusals.CompanyExists)
            .WithSummary("Take in a company, under the issuer's own number or a new one.");
        companies.MapGet("/{company}", ReadCompany.Handle).Needs(Scopes.VouchersRead).Produces<CompanyView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A company with its financial contact.");
        companies.MapPut("/{company}", ChangeCompany.Handle).Needs(Scopes.VouchersWrite).Produces<CompanyView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Change the company's profile; If-Match guards against another's change.");
        companies.MapPut("/{company}/financial-contact", ChangeFinancialContact.Handle).Needs(Scopes.VouchersWrite).Produces<CompanyView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Change whom the issuer writes to about money.");
        companies.MapGet("/{company}/journal", ReadCompanyJournal.Handle).Needs(Scopes.VouchersRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of a company, newest or oldest first.");
        companies.MapGet("/{company}/dashboard", ShowDashboard.Handle).Needs(Scopes.VouchersRead).Produces<DashboardView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Services by state, vouchers to ask for, remittances and pick-ups, what changed since the last visit.");
        companies.MapPost("/{company}/visits", RecordVisit.Handle).Needs(Scopes.VouchersWrite).Produces<CompanyView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Record how far the company has seen what changed.");
    }
}
