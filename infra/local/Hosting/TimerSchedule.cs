using NCrontab;

namespace Solde.Local.Hosting;

/// <summary>A six-field NCRONTAB expression in a time zone.</summary>
internal sealed class TimerSchedule
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    private readonly CrontabSchedule schedule;
    private readonly TimeZoneInfo zone;

    /// <exception cref="InvalidDataException">The expression has not six fields that mean something.</exception>
    public TimerSchedule(string expression, TimeZoneInfo zone)
    {
        schedule = CrontabSchedule.TryParse(expression, SixFields)
            ?? throw new InvalidDataException($"'{expression}' is no NCRONTAB expression with six fields.");
        this.zone = zone;
    }

    /// <summary>The first occurrence after an instant. A time that comes twice counts the second time; a skipped one is moved.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        var local = schedule.GetNextOccurrence(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        if (zone.IsInvalidTime(local))
        {
            // The clock jumps over this time: by how much is told by the offsets on both sides.
            var aside = TimeSpan.FromHours(12);
            local += zone.GetUtcOffset(local + aside) - zone.GetUtcOffset(local - aside);
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
