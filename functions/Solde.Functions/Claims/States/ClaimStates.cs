namespace Solde.Functions.Claims;

/// <summary>How a claim file stands. Each has one state, and <see cref="ClaimTable"/> says how it comes to another.</summary>
internal static class ClaimStates
{
    /// <summary>Before the first message: no file is ever kept in it.</summary>
    public const string NoFile = "no_file";

    /// <summary>En attente d'un AS: neither the notice nor an SD 54 has come.</summary>
    public const string AwaitingNotice = "awaiting_notice";

    /// <summary>Non intégré: it may be chosen for a sales document.</summary>
    public const string NotIntegrated = "not_integrated";

    /// <summary>Intégré: used in a sales document, and not sent as it is now.</summary>
    public const string Integrated = "integrated";

    /// <summary>Envoyé.</summary>
    public const string Sent = "sent";

    /// <summary>En attente de paiement: the insurer accepted the invoice.</summary>
    public const string AwaitingPayment = "awaiting_payment";

    /// <summary>Terminé, for the reason that the file keeps.</summary>
    public const string Completed = "completed";

    /// <summary>Annulé, by hand.</summary>
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All =
        [AwaitingNotice, NotIntegrated, Integrated, Sent, AwaitingPayment, Completed, Cancelled];

    /// <summary>Nothing is waited for; a message or an act may open it again.</summary>
    public static bool IsEnded(string state) => state is Completed or Cancelled;
}

/// <summary>How a file stands to sales documents.</summary>
[Flags]
internal enum ClaimUse
{
    /// <summary>In none, and never was.</summary>
    None = 1,

    /// <summary>In an estimate, without an invoice.</summary>
    Estimate = 2,

    Invoice = 4,

    /// <summary>A credit note took its invoice back.</summary>
    Credited = 8,

    Used = Estimate | Invoice,

    Any = None | Used | Credited,
}
