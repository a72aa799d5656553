using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

internal static class ProviderEndpoints
{
    public static void Map(RouteGroupBuilder provider)
    {
        provider.MapGet("/", ReadProvider.Handle).Needs(Scopes.BillingRead).Produces<ProviderView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A provider's insurance balance, over all certificates.");
        provider.MapGet("/journal", ReadInsuranceJournal.Handle).Needs(Scopes.BillingRead).Produces<Page<JournalEntry>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Every change of certificates and endorsements, newest or oldest first.");
    }
}
