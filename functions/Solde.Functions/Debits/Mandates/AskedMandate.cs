namespace Solde.Functions.Debits;

/// <summary>The mandate that a direct debit needs. Pure.</summary>
internal static class AskedMandate
{
    /// <summary>The quota with a mandate for the account; as it is where one is asked for already, holds or is suspended.</summary>
    /// <param name="to">The direct debit's last day: one that is over needs no mandate any more.</param>
    /// <param name="id">Of the new one, if one is needed.</param>
    public static Quota On(Quota quota, string bankAccount, DateOnly? to, string id, Surroundings here)
    {
        if (to < here.Today || quota.Mandates.Any(mandate => mandate.BankAccount == bankAccount && mandate.IsLive))
            return quota;
        var scheme = MandateSchemes.Find(quota.BankAccount(bankAccount)!.Scheme);
        var agreed = here.Settings.Mandates;
        var mandate = new Mandate(
            id,
            MandateReference.Of(here.Group.Number, quota, quota.Mandates.Count + 1),
            scheme.Name,
            bankAccount,
            MandateStates.Asked,
            here.Today,
            agreed?.PreNotificationDays ?? scheme.PreNotificationDays,
            agreed?.DormancyMonths ?? scheme.DormancyMonths);
        return quota with { Mandates = [.. quota.Mandates, mandate] };
    }
}
