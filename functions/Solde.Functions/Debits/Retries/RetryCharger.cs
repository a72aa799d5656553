using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Gives each charge of a group's month that is due again its next try, once however often it is asked: a query a thousand charges, one for
/// their quotas, a transaction a hundred. What was paid meanwhile is not due any more.
/// </summary>
internal sealed class RetryCharger(
    ChargeStore charges, QuotaStore quotas, RetryDays retries, LeftOutQuotas leftOut, GroupSurroundings surroundings)
{
    private const int MaxAttempts = 10;

    public async Task<RunTotals> AskAsync(string organisation, string run, RunPlace place, CancellationToken cancellation)
    {
        if (await surroundings.FindAsync(organisation, place.Group, "run " + run, cancellation) is not { } here)
            return RunTotals.None;
        var looked = await retries.UpToAsync(organisation, here.Today, cancellation)
            .Where(due => due.Month == place.Month && due.Group == place.Group)
            .ToListAsync(cancellation);
        var (asked, left) = (new List<OutletTotal>(), new List<ChargeVerdict>());
        for (var attempt = 1; ; attempt++)
        {
            (asked, left) = ([], []);
            if (await TryAskAsync(organisation, run, place, here, asked, left, cancellation))
                break;
            if (attempt == MaxAttempts)
                throw new AggregateBusyException();
        }
        await leftOut.PutAsync(organisation, run, place.Group, left, cancellation);
        // Each of these days was looked at: what is due on a later one has a row of its own.
        await retries.RemoveAsync(organisation, looked, cancellation);
        var reasons = left.GroupBy(verdict => verdict.LeftOut!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return new RunTotals(1, asked.Sum(total => total.Count) + left.Count, 0, OutletTotal.Sum(asked), reasons);
    }

    /// <returns>False where somebody changed one of them meanwhile: they are read again.</returns>
    private async Task<bool> TryAskAsync(
        string organisation,
        string run,
        RunPlace place,
        Surroundings here,
        List<OutletTotal> asked,
        List<ChargeVerdict> left,
        CancellationToken cancellation)
    {
        var due = new List<Charge>();
        await foreach (var charge in charges.OfGroupAsync(organisation, place.Month, place.Group, null, null, cancellation))
        {
            if (charge.Newest.Run == run)
                asked.Add(TotalOf(charge.Newest));
            else if (charge.RetryOn <= here.Today)
                due.Add(charge);
        }
        var note = new ChargeNote(here.Actor, "ChargesAskedAgain", run);
        foreach (var together in due.Chunk(ChargeStore.MaxTogether))
        {
            var byId = await QuotasAsync(organisation, place.Group, together, cancellation);
            var results = together.Select(charge => RetryRule.Ask(charge, byId.GetValueOrDefault(charge.Quota), here, run)).ToList();
            var after = results.Select(result => result.After).ToList();
            var postings = together.Zip(after).SelectMany(pair => ChargePostings.Between(pair.First, pair.Second));
            if (!await charges.ChangeAsync(organisation, after, note, postings, cancellation))
                return false;
            asked.AddRange(results.Where(result => result.LeftOut is null).Select(result => TotalOf(result.After.Newest)));
            left.AddRange(results.Where(result => result.LeftOut is not null)
                .Select(result => new ChargeVerdict(result.After.Quota, null, result.LeftOut)));
        }
        return true;
    }

    private async Task<Dictionary<string, Quota>> QuotasAsync(
        string organisation, string group, IReadOnlyList<Charge> wanted, CancellationToken cancellation)
    {
        var (ids, found) = (wanted.Select(charge => charge.Quota).ToHashSet(StringComparer.Ordinal), new Dictionary<string, Quota>(StringComparer.Ordinal));
        // Whatever begins like the first id, without its last character, comes after that beginning: the first is among them.
        await foreach (var quota in quotas.OfGroupAsync(organisation, group, wanted[0].Quota[..^1], cancellation))
        {
            if (ids.Contains(quota.Id))
                found[quota.Id] = quota;
            if (found.Count == ids.Count || string.CompareOrdinal(quota.Id, wanted[^1].Quota) >= 0)
                break;
        }
        return found;
    }

    private static OutletTotal TotalOf(ChargeTry one) => new(one.Channel, one.Outlet, one.Due, 1, one.Amount);
}
