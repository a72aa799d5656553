using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Ledger;

namespace Solde.Tests.Ledger;

[Trait("Rule", "COM-03")]
public sealed class BusinessCalendarTests
{
    private static readonly string[] Zones = ["America/Toronto", "America/Sao_Paulo", "Europe/Brussels", "America/St_Johns", "Asia/Tokyo", "Pacific/Apia"];

    /// <summary>Instants at which a clock is about to change, has just changed, or stands at midnight.</summary>
    [Theory]
    [InlineData("America/Toronto", "2026-03-08T04:59:59Z", "2026-03-07")]
    [InlineData("America/Toronto", "2026-03-08T05:00:00Z", "2026-03-08")]
    [InlineData("America/Toronto", "2026-03-09T03:59:59Z", "2026-03-08")]
    [InlineData("America/Toronto", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("America/Toronto", "2026-11-01T03:59:59Z", "2026-10-31")]
    [InlineData("America/Toronto", "2026-11-02T04:59:59Z", "2026-11-01")]
    [InlineData("America/Toronto", "2026-11-02T05:00:00Z", "2026-11-02")]
    [InlineData("America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-03")]
    [InlineData("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04")]
    [InlineData("America/Sao_Paulo", "2018-02-18T01:30:00Z", "2018-02-17")]
    [InlineData("America/Sao_Paulo", "2018-02-18T02:30:00Z", "2018-02-17")]
    [InlineData("America/Sao_Paulo", "2018-02-18T03:00:00Z", "2018-02-18")]
    [InlineData("Europe/Brussels", "2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("Europe/Brussels", "2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("Europe/Brussels", "2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("Europe/Brussels", "2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("Europe/Brussels", "2026-10-25T23:00:00Z", "2026-10-26")]
    public void Today_is_the_date_on_the_wall_of_the_organisation(string zone, string now, string today) =>
        Assert.Equal(Date(today), Of(zone).Today(Instant(now)));

    [Theory]
    [InlineData("America/Toronto", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("America/Toronto", "2026-03-09", "2026-03-09T04:00:00Z")]
    [InlineData("America/Toronto", "2026-11-02", "2026-11-02T05:00:00Z")]
    [InlineData("Europe/Brussels", "2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z")]
    public void A_date_begins_with_its_first_instant_also_where_the_clock_skips_midnight(string zone, string date, string start) =>
        Assert.Equal(Instant(start), Of(zone).StartOf(Date(date)));

    [Fact]
    public void Every_date_begins_on_itself_and_the_instant_before_belongs_to_the_day_before()
    {
        var cases = from zone in Gen.Elements(Zones) from day in Gen.Choose(0, 365 * 40) select (Zone: zone, Date: new DateOnly(2000, 1, 1).AddDays(day));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(cases.ToArbitrary(), pair =>
        {
            // Apia had no 30 December 2011: that date begins nowhere.
            if (pair is { Zone: "Pacific/Apia", Date: { Year: 2011, Month: 12, Day: 30 or 31 } })
                return true;
            var calendar = Of(pair.Zone);
            var start = calendar.StartOf(pair.Date);
            return calendar.Today(start) == pair.Date && calendar.Today(start.AddTicks(-1)) == pair.Date.AddDays(-1);
        }));
    }

    [Theory]
    [InlineData(2026, 1, 31, "2026-01-31")]
    [InlineData(2026, 2, 31, "2026-02-28")]
    [InlineData(2026, 4, 31, "2026-04-30")]
    [InlineData(2028, 2, 31, "2028-02-29")]
    [InlineData(2028, 2, 29, "2028-02-29")]
    [InlineData(2027, 2, 29, "2027-02-28")]
    [InlineData(2100, 2, 29, "2100-02-28")]
    [InlineData(2000, 2, 30, "2000-02-29")]
    public void The_31st_falls_on_the_last_day_of_a_shorter_month(int year, int month, int day, string date) =>
        Assert.Equal(Date(date), BusinessCalendar.DayOfMonth(year, month, day));

    [Theory]
    [InlineData("2026-12-24", "2026-12-24")]
    [InlineData("2026-12-25", "2026-12-29")]
    [InlineData("2026-12-26", "2026-12-29")]
    [InlineData("2026-12-27", "2026-12-29")]
    [InlineData("2026-03-14", "2026-03-16")]
    [InlineData("2026-01-31", "2026-02-02")]
    public void A_date_that_is_no_bank_day_moves_to_the_next_one(string date, string bankDay) =>
        Assert.Equal(Date(bankDay), new BusinessCalendar("Europe/Brussels", [Date("2026-12-25"), Date("2026-12-28")]).BankDay(Date(date)));

    [Fact]
    public void Only_names_of_time_zones_are_time_zones()
    {
        Assert.True(BusinessCalendar.IsTimeZone("America/Toronto"));
        Assert.False(BusinessCalendar.IsTimeZone("America/Nowhere"));
        Assert.False(BusinessCalendar.IsTimeZone("../../etc/passwd"));
    }

    private static BusinessCalendar Of(string zone) => new(zone, []);

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
