using System.Text.Json.Serialization;

namespace Solde.Functions.Debits;

/// <summary>A member's consent to debits from one of his bank accounts.</summary>
/// <param name="Reference">What the bank knows it by, the same in every debit: see <see cref="MandateReference"/>.</param>
/// <param name="Scheme">One of <see cref="MandateSchemes"/>.</param>
/// <param name="BankAccount">The id of one of the member's.</param>
/// <param name="State">One of <see cref="MandateStates"/>.</param>
/// <param name="PreNotificationDays">A debit is announced to the member so many days before it.</param>
/// <param name="DormancyMonths">Without a debit for so long it expires; null where the scheme has no such limit.</param>
internal sealed record Mandate(
    string Id,
    string Reference,
    string Scheme,
    string BankAccount,
    string State,
    DateOnly AskedOn,
    int PreNotificationDays,
    int? DormancyMonths)
{
    /// <summary>When the member signed, or his bank entered it.</summary>
    public DateOnly? ActiveSince { get; init; }

    /// <summary>The newest debit or keep-alive under it.</summary>
    public DateOnly? LastUsedOn { get; init; }

    /// <summary>Since that day the next run owes its bank a line without an amount; null for none.</summary>
    public DateOnly? KeepAliveAskedOn { get; init; }

    /// <summary>Lines without an amount that went to its bank.</summary>
    public int KeepAlives { get; init; }

    /// <summary>Brazil: when its bank was asked to enter it; null where it was not.</summary>
    public DateOnly? RegistrationSentOn { get; init; }

    /// <summary>Brazil: since that day the next run owes its bank the member's own cancellation.</summary>
    public DateOnly? WithdrawalAskedOn { get; init; }

    public DateOnly? WithdrawalSentOn { get; init; }

    /// <summary>The line that a run has taken on and that is not known to be in a file yet.</summary>
    public MandateTask? OnItsWay { get; init; }

    /// <summary>When it was cancelled, refused, or expired.</summary>
    public DateOnly? EndedOn { get; init; }

    [JsonIgnore]
    public bool IsLive => State is MandateStates.Asked or MandateStates.Active or MandateStates.Suspended;
}

/// <param name="Kind">One of <see cref="DebitOrderKinds"/>.</param>
/// <param name="Run">Whose files it goes out with.</param>
/// <param name="LineId">See <see cref="MandateLine"/>.</param>
internal sealed record MandateTask(string Kind, string Run, string Outlet, string LineId);

internal static class MandateStates
{
    public const string Asked = "asked";
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
    public const string Refused = "refused";

    public static readonly IReadOnlyList<string> All = [Asked, Active, Suspended, Cancelled, Expired, Refused];
}

internal static class MandateEvents
{
    /// <summary>Signed by the member, or entered by his bank.</summary>
    public const string Confirmed = "confirmed";
    public const string Refused = "refused";
    public const string Suspended = "suspended";
    public const string Resumed = "resumed";

    /// <summary>The member's right at any time, and his bank's word for it.</summary>
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";

    public static readonly IReadOnlyList<string> All = [Confirmed, Refused, Suspended, Resumed, Cancelled, Expired];
}
