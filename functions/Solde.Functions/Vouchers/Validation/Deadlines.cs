using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>When each side's silence begins to count (VOU-02). Pure.</summary>
internal static class Deadlines
{
    public static DateTimeOffset OfCompany(RegionRules rules, string encodedBy, BusinessCalendar calendar, DateTimeOffset encodedAt) =>
        EndOf(rules.CompanyDelay(encodedBy), calendar, calendar.Today(encodedAt));

    /// <param name="from">The encoding, or where the delays follow one another the company's yes.</param>
    public static DateTimeOffset OfUser(
        RegionRules rules, WalletHead wallet, string encodedBy, BusinessCalendar calendar, DateTimeOffset from)
    {
        var given = rules.UserDelay(encodedBy);
        // He may be faster than his region asks, and never slower.
        var delay = given with { Days = Math.Min(wallet.ConfirmationDays ?? given.Days, given.Days) };
        var first = calendar.Today(from);
        var (last, end) = (LastDayOf(delay, calendar, first), EndOf(delay, calendar, first));
        if (!wallet.Absences.Any(absence => absence.Touches(first, last)))
            return end;
        var away = EndOf(rules.Absence, calendar, first);
        return away > end ? away : end;
    }

    /// <summary>The day of the act does not count; the side has the whole of the last one.</summary>
    private static DateTimeOffset EndOf(Delay delay, BusinessCalendar calendar, DateOnly first) =>
        calendar.StartOf(LastDayOf(delay, calendar, first).AddDays(1));

    private static DateOnly LastDayOf(Delay delay, BusinessCalendar calendar, DateOnly first) =>
        delay.Unit == DelayUnits.Working ? calendar.AddBankDays(first, delay.Days) : first.AddDays(delay.Days);
}
