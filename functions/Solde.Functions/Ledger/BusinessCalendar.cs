namespace Solde.Functions.Ledger;

/// <summary>Calendar dates in an organisation's time zone (COM-03).</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Holidays">Days on which banks are closed, besides Saturdays and Sundays.</param>
public sealed record BusinessCalendar(string TimeZone, IReadOnlyCollection<DateOnly> Holidays)
{
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(Here(now).DateTime);

    /// <summary>The same instant at the offset that clocks here have then.</summary>
    public DateTimeOffset Here(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The instant at which a date begins here; where the clock skips midnight, the first instant after it.</summary>
    public DateTimeOffset StartOf(DateOnly date) => At(date, TimeOnly.MinValue);

    /// <summary>An hour of a date here. Where the clock skips it, the first instant after it; where it comes twice, the first.</summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        // At the end of daylight saving an hour, midnight among them, may come twice: the earlier has the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The date itself when banks are open, else the next day on which they are.</summary>
    public DateOnly BankDay(DateOnly date)
    {
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains(date))
            date = date.AddDays(1);
        return date;
    }

    /// <summary>So many days further on which banks are open; the day itself does not count.</summary>
    public DateOnly AddBankDays(DateOnly date, int days)
    {
        for (; days > 0; days--)
            date = BankDay(date.AddDays(1));
        return date;
    }

    /// <summary>The day of a month; the 31st falls on the last day of a shorter one.</summary>
    public static DateOnly DayOfMonth(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));

    public static bool IsTimeZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
