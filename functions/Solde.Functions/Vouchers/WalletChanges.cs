using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <summary>What follows from a change of a wallet, whichever rule made it: read off its documents before and after.</summary>
internal static class WalletChanges
{
    public static IEnumerable<Announcement> Of(string organisation, long entry, Wallet before, Wallet after)
    {
        foreach (var (id, service) in after.Services)
        {
            if (!ReferenceEquals(before.Services.GetValueOrDefault(id), service))
            {
                yield return Announcement.To(
                    VoucherQueue.Vouchers, new ServiceChanged(organisation, after.Id, id, entry), VoucherMessages.Default.ServiceChanged);
            }
        }
        if (VoucherOccasion.BroughtBy(before, after) is { Count: > 0 } occasions)
        {
            yield return Announcement.To(
                Queues.Notifications, new PartiesAsked(organisation, after.Id, occasions), VoucherMessages.Default.PartiesAsked);
        }
        if (MustBeLookedAtSooner(before, after))
        {
            yield return Announcement.To(
                VoucherQueue.Vouchers, new WalletChanged(organisation, after.Id), VoucherMessages.Default.WalletChanged);
        }
    }

    /// <summary>
    /// A look writes the next one, so only what comes before that must be told: most commands send nothing. A lot brings the day on
    /// which its user is told that it expires.
    /// </summary>
    private static bool MustBeLookedAtSooner(Wallet before, Wallet after)
    {
        var next = Silence.NextIn(after);
        return after.Lots.Keys.Any(id => !before.Lots.ContainsKey(id))
            || (next is not null && (Silence.NextIn(before) is not { } was || next < was));
    }
}
