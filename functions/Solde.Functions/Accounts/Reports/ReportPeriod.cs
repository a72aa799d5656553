using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Booking days in the organisation's time zone, both ends included.</summary>
/// <param name="Start">The instant at which the first day begins.</param>
/// <param name="End">The instant at which the last day is over, which is the next one's already.</param>
internal sealed record ReportPeriod(DateOnly From, DateOnly To, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>A year, whichever it is.</summary>
    private const int MaxDays = 366;

    private static readonly Text BeforeFrom = new("is before from", "précède from", "é anterior a from", "valt voor from");

    private static readonly Text TooLong = new(
        "makes a period of more than {0} days",
        "donne une période de plus de {0} jours",
        "dá um período de mais de {0} dias",
        "geeft een periode van meer dan {0} dagen");

    /// <summary>
    /// The current month unless given; one end alone goes with the other end of its month. Null where something is wrong
    /// with them, which goes to <paramref name="errors"/>.
    /// </summary>
    public static ReportPeriod? Read(DateOnly? from, DateOnly? to, BusinessCalendar calendar, DateTimeOffset now, FieldErrors errors)
    {
        var today = calendar.Today(now);
        CheckYear("from", from, today, errors);
        CheckYear("to", to, today, errors);
        var first = from ?? BusinessCalendar.DayOfMonth((to ?? today).Year, (to ?? today).Month, 1);
        var last = to ?? BusinessCalendar.DayOfMonth(first.Year, first.Month, 31);
        if (last < first)
            errors.Add("to", BeforeFrom);
        else if (last.DayNumber - first.DayNumber >= MaxDays)
            errors.Add("to", TooLong, MaxDays);
        return errors.Any ? null : new ReportPeriod(first, last, calendar.StartOf(first), calendar.StartOf(last.AddDays(1)));
    }

    private static void CheckYear(string field, DateOnly? day, DateOnly today, FieldErrors errors)
    {
        if (day < today.AddYears(-10) || day > today.AddYears(10))
            errors.Add(field, IssueInvoice.TooFar);
    }
}
