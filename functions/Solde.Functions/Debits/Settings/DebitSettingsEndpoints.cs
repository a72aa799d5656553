using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

internal static class DebitSettingsEndpoints
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/", ReadDebitSettings.Handle).Needs(Scopes.DebitsRead).Produces<DebitTerms>()
            .WithSummary("What the organisation decided about its debits: lists, banks, agents, mandates.");
        settings.MapPut("/", ChangeDebitSettings.Handle).Needs(Scopes.Admin).Produces<DebitTerms>().Refuses(CommonRefusals.Stale)
            .WithSummary("Replace the settings of debits; If-Match guards against another's change.");
        settings.MapGet("/versions", ListDebitSettingsVersions.Handle).Needs(Scopes.DebitsRead).Produces<Page<DebitTerms>>()
            .WithSummary("Every version of the settings: values, since when, by whom.");
        settings.MapGet("/journal", ReadDebitSettingsJournal.Handle).Needs(Scopes.Admin).Produces<Page<JournalEntry>>()
            .WithSummary("Every change of the settings, newest or oldest first.");
    }
}
