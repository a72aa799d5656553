using System.Globalization;
using Solde.Functions.Ledger;
using Solde.Functions.Vouchers;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-02")]
[Trait("Rule", "COM-03")]
public sealed class DeadlinesTests
{
    private static readonly DateOnly[] Holidays = [new(2026, 4, 6), new(2026, 12, 25)];
    private static readonly BusinessCalendar Brussels = new("Europe/Brussels", Holidays);

    [Theory]
    [InlineData("2026-03-10T15:00Z", 5, "working", "2026-03-17T23:00Z", "Wednesday to Tuesday, over a weekend")]
    [InlineData("2026-03-13T22:59Z", 1, "working", "2026-03-16T23:00Z", "late on a Friday in Brussels: Monday counts")]
    [InlineData("2026-03-13T23:00Z", 1, "working", "2026-03-16T23:00Z", "already Saturday there")]
    [InlineData("2026-03-27T10:00Z", 1, "working", "2026-03-30T22:00Z", "the clock goes forward on the Sunday")]
    [InlineData("2026-10-23T10:00Z", 1, "working", "2026-10-26T23:00Z", "the clock goes back on the Sunday")]
    [InlineData("2026-03-28T10:00Z", 1, "calendar", "2026-03-29T22:00Z", "a day of 23 hours is a whole day")]
    [InlineData("2026-04-03T10:00Z", 1, "working", "2026-04-07T22:00Z", "Good Friday to the Tuesday after Easter Monday")]
    [InlineData("2026-04-03T10:00Z", 3, "calendar", "2026-04-06T22:00Z", "calendar days know no holidays")]
    [InlineData("2028-02-28T10:00Z", 1, "calendar", "2028-02-29T23:00Z", "a leap day")]
    [InlineData("2028-02-28T10:00Z", 2, "working", "2028-03-01T23:00Z", "a leap day that is a Tuesday")]
    [InlineData("2026-12-24T10:00Z", 5, "working", "2027-01-01T23:00Z", "over Christmas and the end of the year")]
    public void A_delay_ends_at_the_beginning_of_the_day_after_its_last_one(string encodedAt, int days, string unit, string end, string why)
    {
        var rules = RegionRules.BuiltIn with { Company = new Delay(days, unit), User = new Delay(days, unit) };

        Assert.Equal((At(end), why), (Deadlines.OfCompany(rules, Encoders.Worker, Brussels, At(encodedAt)), why));
        Assert.Equal(At(end), Deadlines.OfUser(rules, Head(), Encoders.Worker, Brussels, At(encodedAt)));
    }

    [Theory]
    [InlineData(null, "2026-03-17T23:00Z")]
    [InlineData(5, "2026-03-17T23:00Z")]
    [InlineData(1, "2026-03-11T23:00Z")]
    public void The_user_may_be_faster_than_his_region_asks(int? confirmationDays, string end) =>
        Assert.Equal(
            At(end),
            Deadlines.OfUser(RegionRules.BuiltIn, Head(confirmationDays), Encoders.Worker, Brussels, At("2026-03-10T15:00Z")));

    [Theory]
    [InlineData(1, 5, "2026-03-11T23:00Z", "the region gives less than he asks for")]
    [InlineData(5, 2, "2026-03-12T23:00Z", "he asks for less than the region gives")]
    public void And_never_slower(int region, int own, string end, string why)
    {
        var rules = RegionRules.BuiltIn with { User = new Delay(region, DelayUnits.Working) };

        Assert.Equal((At(end), why), (Deadlines.OfUser(rules, Head(own), Encoders.Worker, Brussels, At("2026-03-10T15:00Z")), why));
    }

    [Theory]
    [InlineData("worker", "2026-03-12T23:00Z", "2026-03-17T23:00Z")]
    [InlineData("company", "2026-03-17T23:00Z", "2026-03-10T23:00Z")]
    public void Who_encoded_may_change_a_delay(string encodedBy, string company, string user)
    {
        var rules = RegionRules.BuiltIn with
        {
            ByEncoder = new Dictionary<string, EncoderDelays>
            {
                ["worker"] = new(Company: new Delay(2, DelayUnits.Working)),
                ["company"] = new(User: new Delay(0, DelayUnits.Calendar)),
            },
        };
        var at = At("2026-03-10T15:00Z");

        Assert.Equal(
            (At(company), At(user)),
            (Deadlines.OfCompany(rules, encodedBy, Brussels, at), Deadlines.OfUser(rules, Head(), encodedBy, Brussels, at)));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-09", "2026-03-17T23:00Z", "over before the encoding")]
    [InlineData("2026-03-10", "2026-03-10", "2026-03-31T22:00Z", "the day of the encoding")]
    [InlineData("2026-03-17", "2026-03-30", "2026-03-31T22:00Z", "from the last day of the delay on")]
    [InlineData("2026-03-18", "2026-03-30", "2026-03-17T23:00Z", "from the day after it on")]
    public void An_absence_that_touches_the_delay_gives_the_user_longer(string from, string to, string end, string why)
    {
        var away = Head() with { Absences = [new Absence("abs_1", Day(from), Day(to))] };
        var at = At("2026-03-10T15:00Z");

        Assert.Equal((At(end), why), (Deadlines.OfUser(RegionRules.BuiltIn, away, Encoders.Worker, Brussels, at), why));
        Assert.Equal(At("2026-03-17T23:00Z"), Deadlines.OfCompany(RegionRules.BuiltIn, Encoders.Worker, Brussels, at));
    }

    [Fact]
    public void A_delay_of_absence_that_is_shorter_shortens_nothing()
    {
        var rules = RegionRules.BuiltIn with { Absence = new Delay(1, DelayUnits.Calendar) };
        var away = Head() with { Absences = [new Absence("abs_1", new(2026, 3, 1), new(2026, 4, 1))] };

        Assert.Equal(At("2026-03-17T23:00Z"), Deadlines.OfUser(rules, away, Encoders.Worker, Brussels, At("2026-03-10T15:00Z")));
    }

    private static WalletHead Head(int? confirmationDays = null) =>
        new(new WalletUser("A", "a@example.org", "fr"), "EUR", null, confirmationDays, [], VoucherCounts.None, 1, default);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
