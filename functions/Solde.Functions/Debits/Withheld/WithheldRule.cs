using System.Globalization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// What is kept from money that the organisation has to give back: once the reducer of a cancelled quota (DEB-12), and each month after the
/// group has ended the fee on what its member has not claimed (DEB-13). Never more than there is. Pure.
/// </summary>
internal static class WithheldRule
{
    private const decimal Million = 1_000_000;

    /// <summary>The charge of a month that keeps instead of asking; null where nothing is kept.</summary>
    public static ChargeVerdict? Of(Quota quota, Surroundings here, string month, string run)
    {
        var parts = Mark(quota, here, month).Withheld
            .Where(one => one.Month == month)
            .Select(one => new ChargePart(one.Part, one.Amount))
            .ToArray();
        if (parts.Length == 0)
            return null;
        var amount = parts.Skip(1).Aggregate(parts[0].Amount, (sum, part) => sum + part.Amount);
        var (day, line) = (DayOf(here.Group, month), new ChargeLine(month, here.Group.Number, quota.Number, quota.Version, 1));
        var kept = new ChargeTry(
            1,
            run,
            Channels.Withheld,
            Outlets.None,
            line.ToString(),
            day,
            amount,
            new ChargePayer(quota.Member.Name, quota.Member.Language),
            Outcome: new TryOutcome(ReturnOutcomes.Paid, "", null, amount, day, run, here.Now));
        return new ChargeVerdict(quota.Id, new Charge
        {
            Month = month,
            Group = quota.Group,
            Quota = quota.Id,
            Assembly = AssemblyOf(here.Group, month)?.Number ?? 0,
            Parts = parts,
            Amount = amount,
            State = ChargeStates.Paid,
            Paid = amount,
            Tries = [kept],
        });
    }

    /// <summary>The quota with what the month keeps written on it; the same object where that is done, or nothing.</summary>
    public static Quota Mark(Quota quota, Surroundings here, string month)
    {
        if (quota.GivesBack is not { IsPositive: true } left || quota.Withheld.Any(one => one.Month == month))
            return quota;
        var day = DayOf(here.Group, month);
        var kept = new List<Withheld>();
        var isReduced = quota.Withheld.Any(one => one.Part == ChargeParts.CancellationReducer);
        if (quota.State == QuotaStates.Cancelled && !isReduced)
            Keep(ChargeParts.CancellationReducer, RateOf(quota, RuleKinds.CancellationReducer, day, here.Settings.CancellationReducers));
        if (HasEnded(here.Group, month))
            Keep(ChargeParts.PermanenceFee, RateOf(quota, RuleKinds.PermanenceFee, day, here.Settings.PermanenceFees));
        return kept.Count == 0 ? quota : quota with { GivesBack = left, Withheld = [.. quota.Withheld, .. kept] };

        void Keep(string part, int? rate)
        {
            var amount = Money.Min(left, Money.Rounded(left.Minor * (rate ?? 0) / Million, left.Currency));
            if (!amount.IsPositive)
                return;
            kept.Add(new Withheld(month, part, amount));
            left -= amount;
        }
    }

    /// <summary>A month of its assemblies is none in which money lay unclaimed, though it be run late.</summary>
    private static bool HasEnded(GroupTerms group, string month) =>
        group.State == GroupStates.Ended
        && (group.Assemblies.Count == 0 || string.CompareOrdinal(month, group.Assemblies[^1].Month) > 0);

    /// <summary>A rate that the organisation does not list any more keeps nothing.</summary>
    private static int? RateOf(Quota quota, RuleKind kind, DateOnly day, IReadOnlyList<ListedRate> rates) =>
        quota.ValueOn(kind, day) is { } rule ? rates.FirstOrDefault(rate => rate.Code == rule.Code)?.RatePartsPerMillion : null;

    /// <summary>On which the rules are asked: the assembly's due date, or the month's last day.</summary>
    private static DateOnly DayOf(GroupTerms group, string month) =>
        AssemblyOf(group, month)?.DueOn
        ?? DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1);

    private static Assembly? AssemblyOf(GroupTerms group, string month) => group.Assemblies.FirstOrDefault(one => one.Month == month);
}
