namespace Solde.Functions.Debits;

/// <summary>A quota's charge of a month, or why it has none (DEB-16). Pure.</summary>
internal static class ChargeRule
{
    /// <param name="run">Whose files it goes out with.</param>
    public static ChargeVerdict Of(Quota quota, Surroundings here, string month, string run)
    {
        // What is kept from money that is given back takes the place of what is asked for, of quotas and groups that are over.
        if (WithheldRule.Of(quota, here, month, run) is { } withheld)
            return withheld;
        if (quota.State != QuotaStates.Active)
            return Left(quota, LeftOutReasons.QuotaNotActive);
        if (here.Group.Assemblies.FirstOrDefault(one => one.Month == month) is not { } assembly)
            return Left(quota, LeftOutReasons.NoAssembly);
        var parts = ChargeParts.Of(quota, here, assembly, assembly.DueOn);
        if (parts.Count == 0)
            return Left(quota, LeftOutReasons.NothingDue);
        var amount = parts.Skip(1).Aggregate(parts[0].Amount, (sum, part) => sum + part.Amount);
        var line = new ChargeLine(month, here.Group.Number, quota.Number, quota.Version, 1);
        if (ChargeRoute.Of(quota, here, assembly.DueOn, amount, line) is not { } route)
            return Left(quota, LeftOutReasons.NoWay);
        var first = new ChargeTry(
            1, run, route.Channel, route.Outlet, line.ToString(), route.Due, amount, route.Payer, route.Instead);
        return new ChargeVerdict(quota.Id, new Charge
        {
            Month = month,
            Group = quota.Group,
            Quota = quota.Id,
            Assembly = assembly.Number,
            Parts = parts,
            Amount = amount,
            State = ChargeStates.Open,
            Paid = amount - amount,
            Tries = [first],
        });
    }

    private static ChargeVerdict Left(Quota quota, string reason) => new(quota.Id, null, reason);
}

/// <summary>One of the two.</summary>
/// <param name="LeftOut">One of <see cref="LeftOutReasons"/>.</param>
internal sealed record ChargeVerdict(string Quota, Charge? Charge, string? LeftOut = null);
