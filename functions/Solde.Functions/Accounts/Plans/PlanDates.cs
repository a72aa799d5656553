using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>The days on which instalments fall due.</summary>
internal static class PlanDates
{
    public const string Weekly = "week";
    public const string Monthly = "month";

    public static readonly IReadOnlyList<string> Intervals = [Weekly, Monthly];

    /// <summary>
    /// So many days a week or a month apart. Each month is counted from the first day, so the 31st that fell on the 28th
    /// of February falls on the 31st of March again.
    /// </summary>
    public static IReadOnlyList<DateOnly> Regular(DateOnly first, string every, int parts) =>
    [
        .. Enumerable.Range(0, parts).Select(part => every == Weekly
            ? first.AddDays(7 * part)
            : MonthsLater(first, part, first.Day)),
    ];

    /// <summary>The first such day of a month that is not before a date.</summary>
    public static DateOnly OnOrAfter(DateOnly date, int day)
    {
        var candidate = MonthsLater(date, 0, day);
        return candidate < date ? MonthsLater(date, 1, day) : candidate;
    }

    public static DateOnly MonthsLater(DateOnly date, int months, int day)
    {
        var month = new DateOnly(date.Year, date.Month, 1).AddMonths(months);
        return BusinessCalendar.DayOfMonth(month.Year, month.Month, day);
    }
}
