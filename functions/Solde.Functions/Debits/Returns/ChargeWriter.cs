using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Brings lines to the charges of one group and month.</summary>
internal sealed class ChargeWriter(ChargeStore charges, RetryDays retries, ListedLines listed, FailedDebits failures)
{
    private const int MaxAttempts = 20;

    /// <summary>Up to so many charges are read one by one rather than with the page that they lie in.</summary>
    private const int FewCharges = 3;

    /// <param name="lines">In the order in which they stand in the file.</param>
    public async Task ApplyAsync(ReturnWork work, RunPlace place, IReadOnlyList<PlacedLine> lines, CancellationToken cancellation)
    {
        var byQuota = lines.GroupBy(line => line.Charge!.Quota, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var before = work.Failed.Count;
        var together = new List<(Charge Charge, List<PlacedLine> Lines)>();
        await foreach (var charge in ReadAsync(work, place, byQuota.Keys, cancellation))
        {
            if (!byQuota.Remove(charge.Quota, out var its))
                continue;
            together.Add((charge, its));
            if (together.Count < ChargeStore.MaxTogether)
                continue;
            await WriteAsync(work, together, cancellation);
            together.Clear();
        }
        await WriteAsync(work, together, cancellation);
        await failures.KeepAsync(work, work.Failed.GetRange(before, work.Failed.Count - before), cancellation);
        var missing = byQuota.Values.SelectMany(its => its)
            .Select(line => ListedLine.Of(line, ListedReasons.NoCharge))
            .ToList();
        await listed.PutAsync(work.Run.Organisation, work.File, missing, cancellation);
        foreach (var _ in missing)
            work.Tally.Listed();
    }

    private async IAsyncEnumerable<Charge> ReadAsync(
        ReturnWork work,
        RunPlace place,
        IReadOnlyCollection<string> quotas,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var ids = quotas.Order(StringComparer.Ordinal).ToList();
        if (ids.Count > FewCharges)
        {
            // Whatever begins like the first id, without its last character, comes after that beginning: the first is among them.
            await foreach (var charge in charges.OfGroupAsync(
                work.Run.Organisation, place.Month, place.Group, ids[0][..^1], ids[^1], cancellation))
                yield return charge;
            yield break;
        }
        foreach (var quota in ids)
        {
            if (await charges.FindAsync(work.Run.Organisation, place.Month, place.Group, quota, cancellation) is { } charge)
                yield return charge;
        }
    }

    /// <summary>What must be found again after a death is written first: lines for a person and days of retries; then the charges.</summary>
    private async Task WriteAsync(
        ReturnWork work, IReadOnlyList<(Charge Charge, List<PlacedLine> Lines)> together, CancellationToken cancellation)
    {
        if (together.Count == 0)
            return;
        var organisation = work.Run.Organisation;
        var asListed = new HashSet<string>(StringComparer.Ordinal);
        var note = new ChargeNote($"return file {work.File}", "ReturnApplied", work.File);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var results = together.Select(one => ChargeResult.Of(one.Charge, one.Lines, work.Terms)).ToList();
            var lines = results.SelectMany(result => result.Listed).ToList();
            await listed.PutAsync(organisation, work.File, lines, cancellation);
            asListed.UnionWith(lines.Select(line => line.Key));
            var changed = results.Where(result => result.HasChanged).ToList();
            await retries.PutAsync(organisation, changed.Select(result => result.After), cancellation);
            var postings = changed.SelectMany(result => result.Postings);
            if (changed.Count == 0
                || await charges.ChangeAsync(organisation, [.. changed.Select(result => result.After)], note, postings, cancellation))
            {
                foreach (var key in asListed.Except(lines.Select(line => line.Key), StringComparer.Ordinal))
                    await listed.RemoveAsync(organisation, work.File, key, cancellation);
                await CountAsync(work, results, cancellation);
                return;
            }
            // Somebody else changed one of them: they are read again, and judged as they are now.
            var anew = new List<(Charge, List<PlacedLine>)>();
            foreach (var (charge, its) in together)
                anew.Add(((await charges.FindAsync(organisation, charge.Month, charge.Group, charge.Quota, cancellation))!, its));
            together = anew;
        }
        throw new AggregateBusyException();
    }

    private async Task CountAsync(ReturnWork work, IReadOnlyList<ChargeResult> results, CancellationToken cancellation)
    {
        // A line that was taken in before does not say any more whether it was listed then; its row does.
        var repeated = results.SelectMany(result => result.Lines)
            .Where(line => line.Verdict.IsRepeated)
            .Select(line => line.Line.Key)
            .ToList();
        var before = repeated.Count == 0
            ? []
            : await listed.OfFileAsync(work.Run.Organisation, work.File, null, cancellation, upTo: repeated.Max(StringComparer.Ordinal))
                .Where(line => string.CompareOrdinal(line.Key, repeated.Min(StringComparer.Ordinal)) >= 0)
                .ToDictionaryAsync(line => line.Key, line => line.IsApplied, StringComparer.Ordinal, cancellationToken: cancellation);
        foreach (var result in results)
        {
            foreach (var (line, verdict) in result.Lines)
            {
                var was = verdict.IsRepeated && before.TryGetValue(line.Key, out var isApplied) ? isApplied : (bool?)null;
                var isListed = verdict.Why is not null || was is not null;
                if (!(was ?? verdict.IsApplied))
                {
                    work.Tally.Listed();
                    continue;
                }
                work.Tally.Applied(line.Line, isListed);
                // Told of whether or not it changed anything now: whoever did may have died before he told.
                if (line.Line.Outcome == ReturnOutcomes.Failed)
                    work.Failed.Add(FailedDebit.Of(result.After, line));
            }
        }
    }
}
