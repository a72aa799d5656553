using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>
/// Charges a page of a group's quotas, some at a time so that memory holds no more than those: one query for them, one for the charges that are
/// there already, and a transaction for each hundred that are missing. However often, and beside whichever other run, it leaves one charge for
/// each quota and month.
/// </summary>
internal sealed class PageCharger(
    QuotaStore quotas,
    ChargeStore charges,
    ChargedMonths months,
    LeftOutQuotas leftOut,
    GroupSurroundings surroundings,
    WithheldMoney withheld,
    MandateLines mandates,
    DebitRunMeter meter)
{
    /// <summary>Read together: whole hundreds.</summary>
    public const int Together = 5 * ChargeStore.MaxTogether;

    private const int TimesAPage = 4;
    private const int MaxAttempts = 5;

    public async Task<ChargedPage> ChargeAsync(PageOfRun page, CancellationToken cancellation)
    {
        if (await surroundings.FindAsync(page.Organisation, page.Lane.Group, "run " + page.Run, cancellation) is not { } here)
            throw new InvalidOperationException($"Group {page.Lane.Group} is gone.");
        // Before the charges: a month too many costs a look, one too few would keep what it says of people for ever.
        if (page.Lane.After is null && !page.IsDryRun)
            await months.PutAsync(page.Organisation, new RunPlace(page.Month, page.Lane.Group), cancellation);
        var totals = RunTotals.None;
        for (var time = 1; time <= TimesAPage; time++)
        {
            var (after, some) = await ChargeSomeAsync(page, here, cancellation);
            totals += some;
            if (after is null)
                return new ChargedPage(null, totals + await EndAsync(page, cancellation));
            page = page with { Lane = page.Lane with { After = after } };
        }
        return new ChargedPage(page.Lane, totals);
    }

    /// <summary>At the end of a group, what banks are to be told of its mandates: such lines ask for nothing, and their file is written all the same.</summary>
    private async Task<RunTotals> EndAsync(PageOfRun page, CancellationToken cancellation)
    {
        IReadOnlyList<OutletTotal> told = page.IsDryRun
            ? []
            : await mandates.CollectAsync(page.Organisation, page.Run, page.Lane.Group, cancellation);
        return RunTotals.None with { Groups = 1, ByOutlet = told };
    }

    /// <returns>The quota to go on after; null where these were the last.</returns>
    private async Task<(string? After, RunTotals Totals)> ChargeSomeAsync(PageOfRun page, Surroundings here, CancellationToken cancellation)
    {
        var found = await quotas.OfGroupAsync(page.Organisation, page.Lane.Group, page.Lane.After, cancellation, Together)
            .Take(Together)
            .ToListAsync(cancellation);
        if (found.Count == 0)
            return (null, RunTotals.None);
        var made = await MadeAsync(page, found[^1].Id, cancellation);
        var left = new List<ChargeVerdict>();
        var missing = new List<Charge>();
        foreach (var quota in found.Where(quota => !made.ContainsKey(quota.Id)))
        {
            var verdict = ChargeRule.Of(quota, here, page.Month, page.Run);
            if (verdict.Charge is { } kept && kept.Newest.Channel == Channels.Withheld && !page.IsDryRun)
            {
                // Without a charge somebody was faster with the money: the quota is looked at by the next run.
                var written = await withheld.WriteDownAsync(page.Organisation, kept, here, page.Run, cancellation);
                verdict = written is null ? new ChargeVerdict(quota.Id, null, LeftOutReasons.NothingDue) : verdict with { Charge = written };
            }
            if (verdict.Charge is { } charge)
                missing.Add(charge);
            else
                left.Add(verdict);
        }
        foreach (var together in missing.Chunk(ChargeStore.MaxTogether))
            await AddAsync(page, together, made, here, cancellation);
        await leftOut.PutAsync(page.Organisation, page.Run, page.Lane.Group, left, cancellation);
        if (!page.IsDryRun)
            meter.LeftOut(page.Run, left.Count);
        return (found.Count == Together ? found[^1].Id : null, TotalsOf(page.Run, found.Count, made.Values, left));
    }

    /// <summary>Another run may make some of them at the same time: those are its own.</summary>
    private async Task AddAsync(
        PageOfRun page, IReadOnlyList<Charge> wanted, Dictionary<string, Charge> made, Surroundings here, CancellationToken cancellation)
    {
        if (page.IsDryRun)
        {
            Keep(wanted);
            return;
        }
        var note = new ChargeNote(here.Actor, "ChargesMade", page.Run);
        for (var attempt = 1; attempt <= MaxAttempts && wanted.Count > 0; attempt++)
        {
            if (await charges.AddAsync(page.Organisation, wanted, note, cancellation))
            {
                meter.Charged(page.Run, wanted);
                Keep(wanted);
                return;
            }
            var there = await MadeAsync(page, wanted[^1].Quota, cancellation);
            Keep(there.Values);
            wanted = [.. wanted.Where(charge => !there.ContainsKey(charge.Quota))];
        }
        if (wanted.Count > 0)
            throw new AggregateBusyException();

        void Keep(IEnumerable<Charge> kept)
        {
            foreach (var charge in kept)
                made[charge.Quota] = charge;
        }
    }

    private async Task<Dictionary<string, Charge>> MadeAsync(PageOfRun page, string upTo, CancellationToken cancellation) => await charges
        .OfGroupAsync(page.Organisation, page.Month, page.Lane.Group, page.Lane.After, upTo, cancellation)
        .ToDictionaryAsync(charge => charge.Quota, StringComparer.Ordinal, cancellationToken: cancellation);

    private static RunTotals TotalsOf(
        string run, int quotas, IReadOnlyCollection<Charge> made, IReadOnlyList<ChargeVerdict> left) => new(
        Groups: 0,
        quotas,
        made.Count(charge => charge.Tries[0].Run != run),
        OutletTotal.Sum(made
            .Select(charge => charge.Tries[0])
            .Where(one => one.Run == run)
            .Select(one => new OutletTotal(one.Channel, one.Outlet, one.Due, 1, one.Amount))),
        left.GroupBy(verdict => verdict.LeftOut!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));
}
