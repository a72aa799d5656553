using System.Globalization;

namespace Solde.Tests.Platform.Durable;

public sealed class TimerTests
{
    [Fact]
    public void A_timer_fires_at_its_time_counted_from_the_turn_that_asked()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CallActivityAsync("Before");
            await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
            return context.CurrentUtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        });
        turns.Start();

        Assert.Equal(["1 timer 02:01:00"], Turns.Asked(turns.Next(Turns.Completed(0))));
        turns.Now = Turns.Begin.AddHours(3);
        Assert.Equal(["2 Completed \"15:00\""], Turns.Asked(turns.Next(Turns.Fired(1))));
    }

    [Fact]
    public void A_timer_of_ten_days_is_a_chain_of_three_days_each_from_when_the_one_before_fired()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(10), CancellationToken.None);
            return await context.CallActivityAsync<int>("Then");
        });

        Assert.Equal(["0 timer 3.00:00:00"], Turns.Asked(turns.Start()));
        turns.Now = Turns.Begin.AddDays(3).AddHours(1);
        Assert.Equal(["1 timer 6.01:00:00"], Turns.Asked(turns.Next(Turns.Fired(0))));
        turns.Now = Turns.Begin.AddDays(7);
        Assert.Equal(["2 timer 10.00:00:00"], Turns.Asked(turns.Next(Turns.Fired(1))));
        turns.Now = Turns.Begin.AddDays(10);
        Assert.Equal(["3 activity Then()"], Turns.Asked(turns.Next(Turns.Fired(2))));
    }

    [Fact]
    public void A_timer_of_just_three_days_is_one()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            return 1;
        });

        Assert.Equal(["0 timer 3.00:00:00"], Turns.Asked(turns.Start()));
        Assert.Equal(["1 Completed 1"], Turns.Asked(turns.Next(Turns.Fired(0))));
    }

    [Fact]
    public void A_time_without_a_zone_is_taken_as_UTC()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CreateTimer(DateTime.SpecifyKind(Turns.Begin.AddHours(1), DateTimeKind.Unspecified), CancellationToken.None);
            return 1;
        });

        Assert.Equal(["0 timer 01:00:00"], Turns.Asked(turns.Start()));
    }

    [Fact]
    public void A_cancelled_timer_ends_at_once_and_its_firing_later_counts_for_nothing()
    {
        var turns = Turns.Of(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(8), cancellation.Token);
            await context.CallActivityAsync("Work");
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return await context.CallActivityAsync<int>("After");
        });
        turns.Start();

        Assert.Equal(["2 activity After()"], Turns.Asked(turns.Next(Turns.Completed(1))));
        Assert.Empty(turns.Next(Turns.Fired(0)).Actions);
        Assert.Equal(["3 Completed 7"], Turns.Asked(turns.Next(Turns.Completed(2, "7"))));
    }

    [Fact]
    public void The_time_is_that_of_the_turn_each_time_it_is_replayed()
    {
        var turns = Turns.Of(async context =>
        {
            var times = new List<string> { Minute(context.CurrentUtcDateTime) };
            for (var n = 0; n < 3; n++)
            {
                await context.CallActivityAsync("Step");
                times.Add(Minute(context.CurrentUtcDateTime));
            }
            return string.Join(' ', times);
        });

        turns.Start();
        turns.Next(Turns.Completed(0));
        turns.Next(Turns.Completed(1));

        Assert.Equal(["3 Completed \"0 1 2 3\""], Turns.Asked(turns.Next(Turns.Completed(2))));
    }

    private static string Minute(DateTime time) => time.Minute.ToString(CultureInfo.InvariantCulture);
}
