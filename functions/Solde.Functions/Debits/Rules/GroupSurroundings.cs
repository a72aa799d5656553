using Solde.Functions.Aggregates;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>What a group's quotas are looked at with, as it is now.</summary>
internal sealed class GroupSurroundings(
    AggregateStore<DebitGroup> groups, AggregateStore<DebitSettings> settings, IOrganisationDirectory organisations, TimeProvider clock)
{
    /// <summary>What a group's quotas have in common; null where there is no such group.</summary>
    public async Task<Surroundings?> FindAsync(string organisation, string group, string actor, CancellationToken cancellation)
    {
        var found = await groups.ReadAsync(organisation, group, cancellation);
        if (found.Head is not { } head || await organisations.FindAsync(organisation, cancellation) is not { Profile: { } profile })
            return null;
        var terms = await settings.ReadAsync(organisation, DebitSettings.Id, cancellation);
        var now = clock.GetUtcNow();
        return new Surroundings(head, terms.Current, profile.Currency, profile.Calendar, profile.Calendar.Today(now), now, actor);
    }
}
