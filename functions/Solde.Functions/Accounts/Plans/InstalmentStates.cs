namespace Solde.Functions.Accounts;

/// <summary>The whole life of an instalment in one table.</summary>
internal static class InstalmentStates
{
    /// <summary>It waits for its day.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>A payment asks for it.</summary>
    public const string Asked = "asked";

    public const string Paid = "paid";

    /// <summary>Its payment did not arrive, or the bank took it back.</summary>
    public const string Failed = "failed";

    /// <summary>On its day nothing of its invoices was left to pay, or a credit took its place.</summary>
    public const string NotNeeded = "not_needed";

    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Scheduled, Asked, Paid, Failed, NotNeeded, Cancelled];

    /// <summary>Those of which something is still to come.</summary>
    public static readonly IReadOnlyList<string> Upcoming = [Scheduled, Asked, Failed];

    private static readonly HashSet<(string From, string To)> Transitions =
    [
        (Scheduled, Asked), (Scheduled, Paid), (Scheduled, NotNeeded), (Scheduled, Cancelled),
        // The credit that took its place pays something else, or nothing, and its day is still to come.
        (NotNeeded, Scheduled),
        (Asked, Paid), (Asked, Failed),
        // Its payment is tried again; or it is moved, and another payment asks for it.
        (Failed, Asked), (Failed, Paid), (Failed, Scheduled), (Failed, Cancelled),
        // The bank took it back; or a cheque was confirmed by mistake, in a plan that may be cancelled since.
        (Paid, Failed), (Paid, Scheduled), (Paid, Cancelled),
    ];

    public static bool CanBecome(string from, string to) => Transitions.Contains((from, to));

    /// <summary>An instalment stands as its payment stands.</summary>
    public static string Following(Payment payment, PaymentPlan plan) => payment.State switch
    {
        PaymentStates.Succeeded or PaymentStates.Recorded => Paid,
        PaymentStates.Failed or PaymentStates.Returned => Failed,
        PaymentStates.Cancelled when payment.Online is not null => Failed,
        // Confirmed by mistake: the cheque is still to come, unless the plan has ended meanwhile.
        PaymentStates.Cancelled => plan.CancelledBecause is null ? Scheduled : Cancelled,
        _ => Asked,
    };
}

internal static class PlanStates
{
    public const string UnderWay = "under_way";
    public const string Done = "done";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [UnderWay, Done, Cancelled];

    /// <summary>A state is what the instalments say, never kept beside them.</summary>
    public static string Of(PaymentPlan plan) => plan.CancelledBecause is not null ? Cancelled : plan.IsOpen ? UnderWay : Done;
}
