using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <summary>What fees come on top, and which settings count when. Pure.</summary>
internal static class FeeRule
{
    /// <summary>Nothing where "do not charge administration fees" is ticked (INS-03).</summary>
    public static Money Administration(FeeVersion fees, Money premium, bool doNotCharge) =>
        doNotCharge ? Money.Zero(premium.Currency) : fees.Administration.On(premium);

    /// <summary>On the amount with administration fees (INS-04); nothing on nothing.</summary>
    public static Money Online(FeeVersion fees, Money withAdministration) =>
        fees.AddsOnlineFees && withAdministration.IsPositive ? fees.Online.On(withAdministration) : Money.Zero(withAdministration.Currency);

    /// <summary>The settings in force at an instant: the newest version that had begun, so of two at one instant the later one.</summary>
    public static FeeVersion At(IEnumerable<FeeVersion> versions, DateTimeOffset instant, string currency) =>
        versions.Where(version => version.ValidFrom <= instant).MaxBy(version => version.Version) ?? FeeVersion.None(currency);
}
