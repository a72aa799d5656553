using System.Collections.Concurrent;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Vouchers;

/// <summary>What a rule must know besides the wallet: whose it is, by which settings, and what time it is there.</summary>
internal sealed record VoucherMoment(
    string Organisation, OrganisationProfile Profile, SettingsVersion Settings, DateTimeOffset Now)
{
    public BusinessCalendar Calendar => Profile.Calendar;

    public DateOnly Today => Calendar.Today(Now);
}

/// <summary>
/// Settings count on every command and change seldom, so they are kept for a short while: another process may go by the
/// old ones for that long.
/// </summary>
internal sealed class VoucherTerms(AggregateStore<VoucherSettings> settings, IOrganisationDirectory organisations, TimeProvider clock)
{
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, SettingsVersion Settings)> _kept = new(StringComparer.Ordinal);

    /// <returns>Null where there is no such organisation.</returns>
    public async Task<VoucherMoment?> FindAsync(string organisation, CancellationToken cancellation)
    {
        var found = await organisations.FindAsync(organisation, cancellation);
        return found?.Profile is { } profile
            ? new VoucherMoment(organisation, profile, await SettingsAsync(organisation, cancellation), clock.GetUtcNow())
            : null;
    }

    /// <summary>For commands: whoever gives one belongs to an organisation.</summary>
    public async Task<VoucherMoment> NowAsync(Api.Command command) => (await FindAsync(command.Organisation, command.CancellationToken))!;

    /// <summary>After a change made here, so that this process sees it at once.</summary>
    public void Forget(string organisation) => _kept.TryRemove(organisation, out _);

    private async Task<SettingsVersion> SettingsAsync(string organisation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(organisation, out var kept) && now - kept.ReadAt < OrganisationDirectory.Freshness && now >= kept.ReadAt)
            return kept.Settings;
        var current = (await settings.ReadAsync(organisation, VoucherSettings.Id, cancellation)).Current;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[organisation] = (now, current);
        return current;
    }
}
