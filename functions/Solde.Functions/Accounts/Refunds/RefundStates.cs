namespace Solde.Functions.Accounts;

/// <summary>The whole life of a refund's part in one table.</summary>
internal static class RefundPartStates
{
    /// <summary>Held back on its source; the provider may not know of it yet.</summary>
    public const string Reserved = "reserved";

    /// <summary>The provider was asked and did not answer (PAY-14).</summary>
    public const string Unknown = "unknown";

    /// <summary>The provider has it; its money is on the way.</summary>
    public const string Sent = "sent";

    public const string Succeeded = "succeeded";

    /// <summary>It did not arrive, at once or after it had succeeded: the account has it back.</summary>
    public const string Failed = "failed";

    /// <summary>Given back by an offline method, and written down.</summary>
    public const string Recorded = "recorded";

    /// <summary>Written down by mistake (BIL-23).</summary>
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Reserved, Unknown, Sent, Succeeded, Failed, Recorded, Cancelled];

    private static readonly HashSet<(string From, string To)> Transitions =
    [
        (Reserved, Unknown), (Reserved, Sent), (Reserved, Succeeded), (Reserved, Failed),
        (Unknown, Sent), (Unknown, Succeeded), (Unknown, Failed),
        (Sent, Succeeded), (Sent, Failed),
        // Months after: the customer's card was closed and his bank sends the money back (PAY-15).
        (Succeeded, Failed),
        (Recorded, Cancelled),
    ];

    public static bool CanBecome(string from, string to) => Transitions.Contains((from, to));

    public static bool IsUnderWay(string state) => state is Reserved or Unknown or Sent;
}

internal static class RefundStates
{
    public const string UnderWay = "under_way";
    public const string Done = "done";
    public const string PartlyFailed = "partly_failed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [UnderWay, Done, PartlyFailed, Failed, Cancelled];

    /// <summary>A state is what the parts say, never kept beside them.</summary>
    public static string Of(Refund refund)
    {
        if (refund.IsUnderWay)
            return UnderWay;
        if (refund.Parts.All(part => part.State == RefundPartStates.Cancelled))
            return Cancelled;
        var failed = refund.Parts.Count(part => part.State == RefundPartStates.Failed);
        return failed == 0 ? Done : failed == refund.Parts.Count ? Failed : PartlyFailed;
    }
}
