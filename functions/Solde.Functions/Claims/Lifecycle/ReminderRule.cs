using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>When a file is overdue: days after it came into its state, at eight in the organisation's morning; then once more.</summary>
internal static class ReminderRule
{
    private static readonly TimeOnly Morning = new(8, 0);

    /// <returns>Null where nothing is waited for, or both were told.</returns>
    public static DateTimeOffset? DueAt(ClaimHead head, ReminderDays days, BusinessCalendar calendar)
    {
        if (days.Of(head.State) is not { } wait)
            return null;
        if (head.Reminded is not { } reminded || reminded.Turn != head.Turn)
            return calendar.At(calendar.Today(head.Since).AddDays(wait), Morning);
        return reminded.EscalatedAt is null ? calendar.At(calendar.Today(reminded.At).AddDays(days.Escalation), Morning) : null;
    }
}
