using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/revenue", ReportRevenue.Handle).Needs(Scopes.BillingRead)
            .Produces<ReportRevenue.View>(StatusCodes.Status200OK, "application/json", "text/csv")
            .WithSummary("What was invoiced in a period of booking days, by category, less cancellations; as JSON or CSV.");
        reports.MapGet("/receipts", ReportReceipts.Handle).Needs(Scopes.BillingRead)
            .Produces<ReportReceipts.View>(StatusCodes.Status200OK, "application/json", "text/csv")
            .WithSummary("Money that came in during a period of booking days, by method, less what went back; as JSON or CSV.");
        reports.MapGet("/tie", TieReports.Handle).Needs(Scopes.BillingRead).Produces<TieReports.View>()
            .WithSummary("How revenue and receipts of a period lead from the opening to the closing balance of all accounts.");
    }
}
