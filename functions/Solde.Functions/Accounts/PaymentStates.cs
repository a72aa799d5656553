namespace Solde.Functions.Accounts;

/// <summary>The whole life of a payment in one table.</summary>
internal static class PaymentStates
{
    /// <summary>An online charge is to be made; the provider may not know of it yet.</summary>
    public const string Requested = "requested";

    /// <summary>The customer must do something first, such as authenticate.</summary>
    public const string AwaitingCustomer = "awaiting_customer";

    /// <summary>At the bank: an e-cheque for up to ten days.</summary>
    public const string Pending = "pending";

    /// <summary>An online payment arrived.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>An online payment did not arrive; it may be tried again under the same intent.</summary>
    public const string Failed = "failed";

    /// <summary>An offline payment was written down.</summary>
    public const string Recorded = "recorded";

    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Requested, AwaitingCustomer, Pending, Succeeded, Failed, Recorded, Cancelled];

    private static readonly HashSet<(string From, string To)> Transitions =
    [
        (Requested, AwaitingCustomer), (Requested, Pending), (Requested, Succeeded), (Requested, Failed), (Requested, Cancelled),
        (AwaitingCustomer, Pending), (AwaitingCustomer, Succeeded), (AwaitingCustomer, Failed), (AwaitingCustomer, Cancelled),
        (Pending, AwaitingCustomer), (Pending, Succeeded), (Pending, Failed), (Pending, Cancelled),
        // The customer tries again with another card: the provider's object is the same one.
        (Failed, AwaitingCustomer), (Failed, Pending), (Failed, Succeeded), (Failed, Cancelled),
        (Recorded, Cancelled),
    ];

    public static bool CanBecome(string from, string to) => Transitions.Contains((from, to));

    /// <summary>The money counts in the current balance.</summary>
    public static bool IsMoneyIn(string state) => state is Succeeded or Recorded;

    /// <summary>The money counts in the expected balance only (BIL-20).</summary>
    public static bool IsPending(string state) => state is Requested or AwaitingCustomer or Pending;
}
