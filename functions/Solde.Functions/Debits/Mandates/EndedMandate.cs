namespace Solde.Functions.Debits;

/// <summary>
/// Without a mandate nothing may be debited: when one is cancelled, refused or expires, the direct debits of its account end the day
/// before, and the quota is collected as if it had none. Pure.
/// </summary>
internal static class EndedMandate
{
    public static Quota Follow(Quota quota, Mandate mandate, string reason, Surroundings here) => mandate.IsLive
        ? quota
        : RuleChange.EndAllBefore(
            quota, RuleKinds.DirectDebit, here.Today, reason, here, value => value.BankAccount == mandate.BankAccount);
}
