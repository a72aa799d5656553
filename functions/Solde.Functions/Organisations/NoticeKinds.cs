namespace Solde.Functions.Organisations;

/// <summary>The kinds of notices; those of administrators and addresses can each be switched off (PAY-08). See docs/notices.md.</summary>
internal static class NoticeKinds
{
    public const string Activation = "activation";
    public const string Access = "access";
    public const string Receipt = "receipt";

    /// <summary>A receipt for one who shares a plan: in the owner's name, to him.</summary>
    public const string PayerReceipt = "payer_receipt";

    /// <summary>The customer must confirm a payment at his bank; without it he can't, so nobody switches it off.</summary>
    public const string CustomerNeeded = "customer_needed";

    /// <summary>To who pays the instalment; administrators have kinds of their own.</summary>
    public const string InstalmentFailed = "instalment_failed";

    public const string PurchaseConfirmed = "purchase_confirmed";
    public const string PaymentConfirmed = "payment_confirmed";
    public const string CancellationConfirmed = "cancellation_confirmed";
    public const string EChequeInstalmentConfirmed = "echeque_instalment_confirmed";
    public const string PlannedPaymentFailed = "planned_payment_failed";

    public const string EChequeFailed = "echeque_failed";
    public const string CardInstalmentFailed = "card_instalment_failed";
    public const string CardSubscriptionFailed = "card_subscription_failed";

    /// <summary>A card that was charged for something else than an instalment or a month of a subscription.</summary>
    public const string PaymentFailed = "payment_failed";

    public const string PaymentReturned = "payment_returned";
    public const string PaymentUnknown = "payment_unknown";
    public const string RefundFailed = "refund_failed";
    public const string RefundOverdue = "refund_overdue";
    public const string DisputeOpened = "dispute_opened";
    public const string DisputeWon = "dispute_won";
    public const string DisputeLost = "dispute_lost";
    public const string DeliveryFailed = "delivery_failed";
    public const string ClaimReminder = "claim_reminder";
    public const string ClaimEscalated = "claim_escalated";

    /// <summary>Of services and vouchers, to the user: what it asks of him he must know, so nobody switches it off (VOU-13).</summary>
    public const string ServiceToConfirm = "service_to_confirm";

    public const string ServiceCorrected = "service_corrected";

    /// <summary>The company validates what he contested.</summary>
    public const string ServiceStoodBy = "service_stood_by";

    public const string VouchersMissing = "vouchers_missing";
    public const string VouchersExpiring = "vouchers_expiring";
    public const string VouchersExpired = "vouchers_expired";

    /// <summary>To the company.</summary>
    public const string ServiceToValidate = "service_to_validate";

    public const string ServiceContested = "service_contested";

    /// <summary>It may ask for the reimbursement of the part.</summary>
    public const string ServicePartlyAllocated = "service_partly_allocated";

    /// <summary>A bank refused a debit, or took it back.</summary>
    public const string DebitFailed = "debit_failed";

    /// <summary>To the quota's member.</summary>
    public const string MemberDebitFailed = "member_debit_failed";

    /// <summary>To the collection agent, one a return file.</summary>
    public const string AgentDebitsFailed = "agent_debits_failed";

    /// <summary>Those of services and vouchers that the user gets.</summary>
    public static readonly IReadOnlyList<string> OfUsers =
        [ServiceToConfirm, ServiceCorrected, ServiceStoodBy, VouchersMissing, VouchersExpiring, VouchersExpired];

    /// <summary>Those that the company gets.</summary>
    public static readonly IReadOnlyList<string> OfCompanies = [ServiceToValidate, ServiceContested, ServicePartlyAllocated];

    /// <summary>What an administrator may choose to get by mail, and not to see.</summary>
    public static readonly IReadOnlyList<string> OfAdministrators =
    [
        EChequeFailed, CardInstalmentFailed, CardSubscriptionFailed, PaymentFailed, PaymentReturned, PaymentUnknown,
        RefundFailed, RefundOverdue, DisputeOpened, DisputeWon, DisputeLost, DeliveryFailed,
        ClaimReminder, ClaimEscalated, DebitFailed,
    ];

    /// <summary>What an address of the settings may get.</summary>
    public static readonly IReadOnlyList<string> OfAddresses =
    [
        PurchaseConfirmed, PaymentConfirmed, CancellationConfirmed, EChequeInstalmentConfirmed, PlannedPaymentFailed, .. OfAdministrators,
    ];
}
