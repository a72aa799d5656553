using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// What a month's charge is made of, a line each (DEB-16): the instalment as common fund, administration fee and reserve fund, the insurance
/// parts that are ticked, and the bank fee where the rule says so. Each line is rounded once. Pure.
/// </summary>
internal static class ChargeParts
{
    public const string CommonFund = "common_fund";
    public const string AdministrationFee = "administration_fee";
    public const string ReserveFund = "reserve_fund";
    public const string BankFee = "bank_fee";
    public const string InsurancePrefix = "insurance.";

    /// <summary>Kept from what a cancelled quota gets back, see <see cref="WithheldRule"/>.</summary>
    public const string CancellationReducer = "cancellation_reducer";

    /// <summary>Kept from what nobody claimed after the group's end.</summary>
    public const string PermanenceFee = "permanence_fee";

    private const decimal Million = 1_000_000;

    /// <param name="due">The day on which the quota's rules are asked.</param>
    /// <returns>Nothing where the plan has no instalment for the assembly.</returns>
    public static IReadOnlyList<ChargePart> Of(Quota quota, Surroundings here, Assembly assembly, DateOnly due)
    {
        var plan = here.Group.Plan;
        if (plan.CommonFundRateOf(assembly.Number) is not { } rate)
            return [];
        var parts = new List<ChargePart>
        {
            new(CommonFund, Share(quota.Credit, rate)),
            new(AdministrationFee, Share(quota.Credit, plan.AdministrationFeePartsPerMillion)),
            new(ReserveFund, Share(quota.Credit, plan.ReserveFundPartsPerMillion)),
        };
        // A claim that cancelled the insurance ends what is charged for it (DEB-03).
        if (quota.Claim is not { } claim || claim.On > due)
            parts.AddRange(Insurance(quota, here, assembly, due));
        if (quota.ValueOn(RuleKinds.BankFee, due)!.Code == SetBankFee.Charged)
            parts.Add(new ChargePart(BankFee, plan.BankFee));
        return [.. parts.Where(part => !part.Amount.IsZero)];
    }

    /// <summary>What the instalments from an assembly on come to, its own included, as the group's assemblies are known.</summary>
    public static Money OwedFrom(Money credit, GroupTerms group, int assembly)
    {
        var plan = group.Plan;
        var rates = group.Assemblies
            .Where(one => one.Number >= assembly)
            .Sum(one => (long)(plan.CommonFundRateOf(one.Number) ?? 0)
                + plan.AdministrationFeePartsPerMillion
                + plan.ReserveFundPartsPerMillion);
        return Share(credit, rates);
    }

    private static IEnumerable<ChargePart> Insurance(Quota quota, Surroundings here, Assembly assembly, DateOnly due) => InsuranceParts
        .Of(quota, here, due)
        .Where(part => part.IsCharged)
        .Select(part => new ChargePart(
            InsurancePrefix + part.Part,
            Share(
                part.Base == InsuranceBases.Owed ? OwedFrom(quota.Credit, here.Group, assembly.Number) : quota.Credit,
                part.RatePartsPerMillion),
            part.Name));

    private static Money Share(Money amount, long partsPerMillion) => Money.Rounded(amount.Minor * partsPerMillion / Million, amount.Currency);
}
