namespace Solde.Functions.Claims;

/// <summary>What may happen to a claim file: messages of the network, messages that we send, and our own acts.</summary>
internal static class ClaimEvents
{
    public const string OpeningRequest = "opening_request";

    /// <summary>AS, the notice of claim.</summary>
    public const string Notice = "notice";

    /// <summary>The assignment is cancelled.</summary>
    public const string FollowUp25 = "sd_25";

    /// <summary>The repairer is another one.</summary>
    public const string FollowUp32 = "sd_32";

    /// <summary>The notice is cancelled.</summary>
    public const string FollowUp35 = "sd_35";

    /// <summary>The invoice is accepted.</summary>
    public const string FollowUp36 = "sd_36";

    /// <summary>The invoice is rejected.</summary>
    public const string FollowUp37 = "sd_37";

    /// <summary>A repairer or an expert is named or changed.</summary>
    public const string FollowUp50 = "sd_50";

    /// <summary>No notice yet, and the shop may make an invoice.</summary>
    public const string FollowUp54 = "sd_54";

    /// <summary>An SD of any other number.</summary>
    public const string OtherFollowUp = "sd_other";

    /// <summary>AP.</summary>
    public const string PaymentNotice = "payment_notice";

    /// <summary>FA.</summary>
    public const string InvoiceSent = "invoice_sent";

    /// <summary>BDG.</summary>
    public const string WarrantyNoteSent = "warranty_note_sent";

    public const string Integrate = "integrate";

    public const string CreditNoteMade = "credit_note_made";

    public const string CreditNoteDeleted = "credit_note_deleted";

    public const string CancelByHand = "cancel_by_hand";

    public static readonly IReadOnlyList<string> FollowUps =
        [FollowUp25, FollowUp32, FollowUp35, FollowUp36, FollowUp37, FollowUp50, FollowUp54, OtherFollowUp];

    /// <summary>None of these is ever refused: the network has said it.</summary>
    public static readonly IReadOnlyList<string> Messages = [OpeningRequest, Notice, .. FollowUps, PaymentNotice];

    public static readonly IReadOnlyList<string> Sendings = [InvoiceSent, WarrantyNoteSent];

    public static readonly IReadOnlyList<string> Acts = [.. Sendings, Integrate, CreditNoteMade, CreditNoteDeleted, CancelByHand];

    public static readonly IReadOnlyList<string> All = [.. Messages, .. Acts];

    /// <summary>Those that end a file (CLM-09), the payment aside.</summary>
    public static readonly IReadOnlyList<string> Endings = [FollowUp25, FollowUp32, FollowUp35, FollowUp50];
}
