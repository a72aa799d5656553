using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Tests.Accounts;

[Trait("Rule", "PAY-06")]
public sealed class RetryScheduleTests
{
    private const string Toronto = "America/Toronto";

    [Theory]
    // Days count from the first failure, in the organisation's zone: 23:30 of the 10th is the 11th at Greenwich.
    [InlineData("2026-03-11T03:30:00Z", "2026-03-11T03:30:00Z", "2026-03-13T14:00:00Z")]
    [InlineData("2026-03-11T03:30:00Z", "2026-03-13T14:00:05Z", "2026-03-15T14:00:00Z")]
    [InlineData("2026-03-11T03:30:00Z", "2026-03-15T14:00:05Z", "2026-03-17T14:00:00Z")]
    [InlineData("2026-03-11T03:30:00Z", "2026-03-17T14:00:05Z", null)]
    // A failure that is told late skips what has passed.
    [InlineData("2026-03-11T03:30:00Z", "2026-03-14T00:00:00Z", "2026-03-15T14:00:00Z")]
    public void The_next_try_is_the_first_of_the_schedule_that_is_still_to_come(string since, string now, string? next) =>
        Assert.Equal(At(next), Next(new([3, 5, 7], 10, new(Toronto, [])), PaymentMethods.Card, since, now));

    [Theory]
    // Toronto skips 2 o'clock of 8 March 2026, and has 1 o'clock of 1 November twice.
    [InlineData("2026-03-05T15:00:00Z", 2, "2026-03-08T07:00:00Z")]
    [InlineData("2026-03-05T15:00:00Z", 3, "2026-03-08T07:00:00Z")]
    [InlineData("2026-10-29T15:00:00Z", 1, "2026-11-01T05:00:00Z")]
    [InlineData("2026-10-29T15:00:00Z", 2, "2026-11-01T07:00:00Z")]
    public void The_hour_holds_across_changes_of_the_clock(string failed, int hour, string next) =>
        Assert.Equal(At(next), Next(new([3], hour, new(Toronto, [])), PaymentMethods.Card, failed, failed));

    [Fact]
    public void Debits_are_tried_on_days_on_which_banks_are_open()
    {
        var schedule = new RetrySchedule([3], 9, new(Toronto, [new(2026, 3, 16)]));

        // The 14th is a Saturday and the 16th a holiday.
        Assert.Equal(At("2026-03-17T13:00:00Z"), Next(schedule, PaymentMethods.AcssDebit, "2026-03-11T15:00:00Z", "2026-03-11T15:00:00Z"));
        Assert.Equal(At("2026-03-14T13:00:00Z"), Next(schedule, PaymentMethods.Card, "2026-03-11T15:00:00Z", "2026-03-11T15:00:00Z"));
    }

    [Theory]
    [InlineData("card", "insufficient_funds", true)]
    [InlineData("card", "issuer_not_available", true)]
    [InlineData("card", "stolen_card", false)]
    [InlineData("card", "lost_card", false)]
    [InlineData("card", "do_not_try_again", false)]
    [InlineData("card", "revocation_of_authorization", false)]
    [InlineData("card", "fraudulent", false)]
    [InlineData("card", "never_heard_of", false)]
    [InlineData("acss_debit", "account_closed", false)]
    [InlineData("acss_debit", "debit_not_authorized", false)]
    [InlineData("sepa_debit", "AM04", true)]
    [InlineData("sepa_debit", "MD07", false)]
    public void Only_a_class_that_says_so_is_tried_again(string method, string code, bool isTried)
    {
        var failed = At("2026-03-10T15:00:00Z")!.Value;
        var next = new RetrySchedule([3], 10, new(Toronto, [])).Next(method, code, new InstalmentFailures([failed], failed), failed);

        Assert.Equal(isTried, next is not null);
    }

    [Theory]
    [InlineData("acss_debit", 1, true)]
    [InlineData("acss_debit", 2, false)]
    [InlineData("sepa_debit", 2, true)]
    [InlineData("sepa_debit", 3, false)]
    [InlineData("card", 14, true)]
    [InlineData("card", 15, false)]
    [InlineData("pix", 1, false)]
    public void No_network_is_asked_more_often_than_it_allows(string method, int failedTries, bool isAllowed)
    {
        var first = At("2026-03-10T15:00:00Z")!.Value;
        var failures = new InstalmentFailures([.. Enumerable.Range(0, failedTries).Select(hour => first.AddHours(hour))], first);

        Assert.Equal(isAllowed, NetworkLimits.Allow(method, failures, first.AddDays(20)));
        Assert.False(NetworkLimits.Allow(method, failures, first.AddDays(31)));
    }

    private static DateTimeOffset? Next(RetrySchedule schedule, string method, string since, string now) =>
        schedule.Next(method, "insufficient_funds", new InstalmentFailures([At(since)!.Value], At(since)), At(now)!.Value);

    private static DateTimeOffset? At(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
