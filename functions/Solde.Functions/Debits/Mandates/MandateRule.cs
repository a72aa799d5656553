namespace Solde.Functions.Debits;

/// <summary>The life of a mandate. Pure.</summary>
internal static class MandateRule
{
    private static readonly Dictionary<(string State, string Event), string> Steps = new()
    {
        [(MandateStates.Asked, MandateEvents.Confirmed)] = MandateStates.Active,
        [(MandateStates.Asked, MandateEvents.Refused)] = MandateStates.Refused,
        [(MandateStates.Asked, MandateEvents.Cancelled)] = MandateStates.Cancelled,
        [(MandateStates.Active, MandateEvents.Suspended)] = MandateStates.Suspended,
        [(MandateStates.Active, MandateEvents.Cancelled)] = MandateStates.Cancelled,
        [(MandateStates.Active, MandateEvents.Expired)] = MandateStates.Expired,
        [(MandateStates.Suspended, MandateEvents.Resumed)] = MandateStates.Active,
        [(MandateStates.Suspended, MandateEvents.Cancelled)] = MandateStates.Cancelled,
        [(MandateStates.Suspended, MandateEvents.Expired)] = MandateStates.Expired,
    };

    /// <summary>The state after an event; null where it cannot happen in that state.</summary>
    public static string? Next(string state, string what) => Steps.GetValueOrDefault((state, what));

    /// <summary>The mandate after an event that may happen.</summary>
    public static Mandate After(Mandate mandate, string what, DateOnly on)
    {
        var after = mandate with { State = Next(mandate.State, what)! };
        if (what == MandateEvents.Confirmed)
            return after with { ActiveSince = on };
        return after.IsLive ? after : after with { EndedOn = on, KeepAliveAskedOn = null };
    }

    /// <summary>A debit or a line without an amount went out under it: its time begins anew.</summary>
    public static Mandate Used(Mandate mandate, DateOnly on) => mandate with
    {
        LastUsedOn = mandate.LastUsedOn > on ? mandate.LastUsedOn : on,
        KeepAliveAskedOn = null,
    };

    /// <summary>What the next run has to tell its bank: one of <see cref="DebitOrderKinds"/>, or null for nothing.</summary>
    public static string? Owes(Mandate mandate) => mandate switch
    {
        { Scheme: not MandateSchemes.Febraban } => null,
        { State: MandateStates.Asked, RegistrationSentOn: null } => DebitOrderKinds.Registration,
        { IsLive: true, KeepAliveAskedOn: not null } => DebitOrderKinds.KeepAlive,
        // A bank that never heard of it need not hear of its end.
        { WithdrawalAskedOn: not null, WithdrawalSentOn: null } when mandate.ActiveSince is not null || mandate.RegistrationSentOn is not null
            => DebitOrderKinds.Withdrawal,
        _ => null,
    };

    /// <summary>The line that was on its way is in a file of that day.</summary>
    public static Mandate Sent(Mandate mandate, DateOnly on) => mandate.OnItsWay!.Kind switch
    {
        DebitOrderKinds.Registration => mandate with { RegistrationSentOn = on, OnItsWay = null },
        DebitOrderKinds.Withdrawal => mandate with { WithdrawalSentOn = on, OnItsWay = null },
        _ => Used(mandate, on) with { KeepAlives = mandate.KeepAlives + 1, OnItsWay = null },
    };

    /// <summary>The day on which time does something to it; null for none.</summary>
    public static DateOnly? NextDay(Mandate mandate)
    {
        if (mandate.State is not (MandateStates.Active or MandateStates.Suspended) || mandate.DormancyMonths is not { } months)
            return null;
        var moved = mandate.LastUsedOn ?? mandate.ActiveSince!.Value;
        // A month before the end, so that the run of any day in it comes in time.
        return MandateSchemes.Find(mandate.Scheme).IsKeptAlive && mandate.KeepAliveAskedOn is null
            ? moved.AddMonths(months - 1)
            : moved.AddMonths(months);
    }

    /// <summary>What a day does to it: the same object where that is nothing.</summary>
    public static Mandate OnDay(Mandate mandate, DateOnly today)
    {
        if (NextDay(mandate) is not { } day || day > today)
            return mandate;
        var moved = mandate.LastUsedOn ?? mandate.ActiveSince!.Value;
        return today >= moved.AddMonths(mandate.DormancyMonths!.Value)
            ? After(mandate, MandateEvents.Expired, today)
            : mandate with { KeepAliveAskedOn = today };
    }
}
