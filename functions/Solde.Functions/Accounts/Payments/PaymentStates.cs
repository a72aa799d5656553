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

    /// <summary>The provider was asked and did not answer: whether it charged is looked up, and nothing else is done until it is known (PAY-14).</summary>
    public const string Unknown = "unknown";

    /// <summary>It had succeeded, and the bank took all of it back: a returned debit, a lost dispute (PAY-15).</summary>
    public const string Returned = "returned";

    /// <summary>An online payment did not arrive; it may be tried again under the same intent.</summary>
    public const string Failed = "failed";

    /// <summary>An offline payment was written down.</summary>
    public const string Recorded = "recorded";

    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Requested, Unknown, AwaitingCustomer, Pending, Succeeded, Failed, Returned, Recorded, Cancelled];

    private static readonly HashSet<(string From, string To)> Transitions =
    [
        (Requested, AwaitingCustomer), (Requested, Pending), (Requested, Succeeded), (Requested, Failed), (Requested, Cancelled),
        (Requested, Unknown), (Unknown, AwaitingCustomer), (Unknown, Pending), (Unknown, Succeeded), (Unknown, Failed), (Unknown, Cancelled),
        (AwaitingCustomer, Pending), (AwaitingCustomer, Succeeded), (AwaitingCustomer, Failed), (AwaitingCustomer, Cancelled),
        (Pending, AwaitingCustomer), (Pending, Succeeded), (Pending, Failed), (Pending, Cancelled),
        // The customer tries again with another card: the provider's object is the same one.
        (Failed, AwaitingCustomer), (Failed, Pending), (Failed, Succeeded), (Failed, Cancelled),
        (Succeeded, Returned),
        (Recorded, Cancelled),
    ];

    public static bool CanBecome(string from, string to) => Transitions.Contains((from, to));

    /// <summary>The money counts in the current balance, less what was taken back.</summary>
    public static bool IsMoneyIn(string state) => state is Succeeded or Recorded or Returned;

    /// <summary>The money counts in the expected balance only (BIL-20).</summary>
    public static bool IsPending(string state) => state is Requested or Unknown or AwaitingCustomer or Pending;
}
