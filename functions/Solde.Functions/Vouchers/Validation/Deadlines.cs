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
        var end = EndOf(delay, calendar, calendar.Today(from));
        return wallet.Absences.Aggregate(end, (by, absence) => Lengthened(by, absence, rules, calendar, from));
    }

    /// <summary>During an announced absence of the user he has longer, where the region says so; never shorter.</summary>
    /// <param name="by">The user's deadline without it.</param>
    public static DateTimeOffset Lengthened(
        DateTimeOffset by, Absence absence, RegionRules rules, BusinessCalendar calendar, DateTimeOffset from)
    {
        var first = calendar.Today(from);
        if (!absence.Touches(first, calendar.Today(by).AddDays(-1)))
            return by;
        var away = EndOf(rules.Absence, calendar, first);
        return away > by ? away : by;
    }

    /// <summary>The day of the act does not count; the side has the whole of the last one.</summary>
    private static DateTimeOffset EndOf(Delay delay, BusinessCalendar calendar, DateOnly first) =>
        calendar.StartOf(LastDayOf(delay, calendar, first).AddDays(1));

    private static DateOnly LastDayOf(Delay delay, BusinessCalendar calendar, DateOnly first) =>
        delay.Unit == DelayUnits.Working ? calendar.AddBankDays(first, delay.Days) : first.AddDays(delay.Days);
}
