using Solde.Functions.Failures;

namespace Solde.Functions.Debits;

/// <summary>
/// When a mandate was last used, read from the charges: a debit does not write on its mandate, which would cost every charge a storage
/// operation for what is asked once in months.
/// </summary>
internal sealed class MandateUse(ChargeStore charges)
{
    /// <summary>For each mandate on which time would do something: the day of the newest debit under it since the last one known.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> SinceKnownAsync(
        string organisation, Quota quota, DateOnly today, CancellationToken cancellation)
    {
        var used = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var mandate in quota.Mandates.Where(mandate => MandateRule.NextDay(mandate) <= today))
        {
            var known = mandate.LastUsedOn ?? mandate.ActiveSince!.Value;
            if (await NewestAsync(organisation, quota, mandate, known, today, cancellation) is { } day)
                used[mandate.Id] = day;
        }
        return used;
    }

    /// <summary>The newest month first: of a mandate in use it has the answer.</summary>
    private async Task<DateOnly?> NewestAsync(
        string organisation, Quota quota, Mandate mandate, DateOnly known, DateOnly today, CancellationToken cancellation)
    {
        var first = new DateOnly(known.Year, known.Month, 1);
        for (var month = new DateOnly(today.Year, today.Month, 1).AddMonths(1); month >= first; month = month.AddMonths(-1))
        {
            var charge = await charges.FindAsync(
                organisation, GroupTerms.MonthOf(month.Year, month.Month), quota.Group, quota.Id, cancellation);
            var days = charge?.Tries
                .Where(one => one.Payer.Mandate == mandate.Id && one.Outcome?.Class != FailureClass.Mandate.Name)
                .Select(one => one.Due < today ? one.Due : today)
                .Where(day => day > known)
                .ToArray();
            if (days is { Length: > 0 })
                return days.Max();
        }
        return null;
    }
}
