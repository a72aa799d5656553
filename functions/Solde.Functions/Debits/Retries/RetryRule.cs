namespace Solde.Functions.Debits;

/// <summary>A charge's next try: by the quota's rules as they are now, for what is left (DEB-22). Pure.</summary>
internal static class RetryRule
{
    /// <param name="quota">Null where it is not there any more.</param>
    /// <param name="run">Whose files it goes out with.</param>
    public static RetryResult Ask(Charge charge, Quota? quota, Surroundings here, string run)
    {
        // Somebody who has left is asked by a person, and not by the clock.
        if (quota is not { State: QuotaStates.Active })
            return new RetryResult(charge with { RetryOn = null }, LeftOutReasons.QuotaNotActive);
        var number = charge.Newest.Number + 1;
        var line = new ChargeLine(charge.Month, here.Group.Number, quota.Number, quota.Version, number);
        // A billing account has books of its own: what was asked for here cannot be asked for there as well.
        if (number > ChargeLine.MaxTries
            || ChargeRoute.Of(quota, here, here.Today, charge.Left, line) is not { } route
            || !Outlets.HasFiles(route.Outlet))
            return new RetryResult(charge with { RetryOn = null }, LeftOutReasons.NoWay);
        var next = new ChargeTry(
            number, run, route.Channel, route.Outlet, line.ToString(), route.Due, charge.Left, route.Payer, route.Instead);
        return new RetryResult(charge with
        {
            Tries = [.. charge.Tries, next],
            State = charge.Paid.IsPositive ? ChargeStates.PaidInPart : ChargeStates.Open,
            RetryOn = null,
        });
    }
}

/// <param name="LeftOut">Why it is not asked for; null where it is.</param>
internal sealed record RetryResult(Charge After, string? LeftOut = null);
