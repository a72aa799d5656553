using System.Globalization;
using Solde.Local.Hosting;

namespace Solde.Tests.Local.Hosting;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 30 2 * * *", "UTC", "2026-03-28T02:30:00Z", "2026-03-29T02:30:00Z")]
    [InlineData("0 0 9 1 * *", "Europe/Lisbon", "2026-07-15T00:00:00Z", "2026-08-01T08:00:00Z")]
    // 02:30 does not exist that night in Paris: the clock goes from 02:00 to 03:00.
    [InlineData("0 30 2 * * *", "Europe/Paris", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Paris", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z")]
    // 02:30 comes twice that night in Paris: one run, the second time.
    [InlineData("0 30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Paris", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z")]
    public void The_next_run_is_at_the_wall_clock_time_of_the_zone(string expression, string zone, string after, string expected)
    {
        var schedule = new TimerSchedule(expression, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(Instant(expected), schedule.Next(Instant(after)));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
