namespace Solde.Functions.Organisations;

/// <summary>The kinds of notices; each can be switched off by leaving it out (PAY-08).</summary>
internal static class NoticeKinds
{
    public const string Activation = "activation";
    public const string Access = "access";
    public const string Receipt = "receipt";
    /// <summary>A receipt for one who shares a plan: in the owner's name, to him.</summary>
    public const string PayerReceipt = "payer_receipt";

    /// <summary>The customer must confirm a payment at his bank; without it he can't, so nobody switches it off.</summary>
    public const string CustomerNeeded = "customer_needed";

    public const string InstalmentFailed = "instalment_failed";
    public const string PaymentConfirmed = "payment_confirmed";
    public const string PaymentFailed = "payment_failed";
    public const string PaymentReturned = "payment_returned";
    public const string PaymentUnknown = "payment_unknown";
    public const string RefundFailed = "refund_failed";
    public const string RefundOverdue = "refund_overdue";
    public const string DisputeOpened = "dispute_opened";
    public const string DisputeWon = "dispute_won";
    public const string DisputeLost = "dispute_lost";
    public const string DeliveryFailed = "delivery_failed";

    /// <summary>What an administrator may choose to get by mail.</summary>
    public static readonly IReadOnlyList<string> OfAdministrators =
    [
        PaymentFailed, PaymentReturned, PaymentUnknown, RefundFailed, RefundOverdue, DisputeOpened, DisputeWon, DisputeLost, DeliveryFailed,
    ];

    /// <summary>What an address of the settings may get.</summary>
    public static readonly IReadOnlyList<string> OfAddresses =
        [PaymentConfirmed, .. OfAdministrators];
}
