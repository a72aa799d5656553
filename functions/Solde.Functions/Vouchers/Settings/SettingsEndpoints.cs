using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

internal static class SettingsEndpoints
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/", ReadSettings.Handle).Needs(Scopes.VouchersRead).Produces<SettingsVersion>()
            .WithSummary("What vouchers are worth, how long they last, and the delays of validation by region.");
        settings.MapPut("/", ChangeVoucherSettings.Handle).Needs(Scopes.Admin).Produces<SettingsVersion>().Refuses(CommonRefusals.Stale)
            .WithSummary("Replace the settings for what is ordered and encoded from now on; If-Match guards against another's change.");
        settings.MapGet("/versions", ListSettingsVersions.Handle).Needs(Scopes.VouchersRead).Produces<Page<SettingsVersion>>()
            .WithSummary("Every version of the settings: values, since when, by whom.");
        settings.MapGet("/journal", ReadSettingsJournal.Handle).Needs(Scopes.Admin).Produces<Page<JournalEntry>>()
            .WithSummary("Every change of the settings, newest or oldest first.");
    }
}
