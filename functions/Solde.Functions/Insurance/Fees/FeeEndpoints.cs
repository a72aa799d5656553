using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

internal static class FeeEndpoints
{
    public static void Map(RouteGroupBuilder fees)
    {
        fees.MapGet("/", ReadFees.Handle).Needs(Scopes.BillingRead).Produces<FeeVersion>()
            .WithSummary("The office's administration and online fees, now or at an instant.");
        fees.MapPut("/", ChangeFees.Handle).Needs(Scopes.Admin).Produces<FeeVersion>().Refuses(CommonRefusals.Stale)
            .WithSummary("Change the fees for invoices made from now on; If-Match guards against another's change.");
        fees.MapGet("/versions", ListFeeVersions.Handle).Needs(Scopes.BillingRead).Produces<Page<FeeVersion>>()
            .WithSummary("Every version of the fees: values, since when, by whom.");
        fees.MapGet("/journal", ReadFeesJournal.Handle).Needs(Scopes.Admin).Produces<Page<JournalEntry>>()
            .WithSummary("Every change of the fees, newest or oldest first.");
    }
}
