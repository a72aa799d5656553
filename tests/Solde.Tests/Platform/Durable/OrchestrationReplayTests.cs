using Google.Protobuf;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Platform.Durable;

/// <summary>Kept histories against code that has changed since.</summary>
public sealed class OrchestrationReplayTests
{
    [Fact]
    public void The_code_that_was_recorded_has_no_difference_at_any_length_of_its_history()
    {
        var history = Recorded();

        for (var length = 0; length <= history.Count; length++)
            Assert.Null(OrchestrationReplay.FirstDifference(Turns.Declare<string, int>(TodayAsync), history[..length]));
    }

    [Fact]
    public void A_history_may_lie_in_a_file_one_event_a_line()
    {
        var lines = Recorded().ConvertAll(e => JsonFormatter.Default.Format(e));

        var read = lines.ConvertAll(line => JsonParser.Default.Parse<HistoryEvent>(line));

        Assert.Equal(Recorded(), read);
        Assert.Contains(lines, line => line.Contains("\"taskScheduled\": { \"name\": \"Hold\"", StringComparison.Ordinal));
        Assert.Null(OrchestrationReplay.FirstDifference(Turns.Declare<string, int>(TodayAsync), read));
    }

    public static TheoryData<string, Func<TaskOrchestrationContext, Task<int>>, int, string, string> Changes => new()
    {
        {
            "a step in front",
            async context =>
            {
                await context.CallActivityAsync("Check");
                return await TodayAsync(context, "");
            },
            1,
            "the activity 'Hold' (#0)",
            "the activity 'Check' (#0)"
        },
        {
            "a step less",
            async context =>
            {
                await context.CallActivityAsync("Hold");
                return await context.CallActivityAsync<int>("Charge");
            },
            2,
            "a timer (#1)",
            "the activity 'Charge' (#1)"
        },
        {
            "a step at the end",
            async context =>
            {
                var result = await TodayAsync(context, "");
                await context.CallActivityAsync("Tell");
                return result;
            },
            4,
            "its end, Completed",
            "the activity 'Tell' (#3)"
        },
        {
            "a step beside",
            async context =>
            {
                await context.CallActivityAsync("Hold");
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                _ = context.CallActivityAsync("Tell");
                return await context.CallActivityAsync<int>("Charge");
            },
            2,
            "nothing",
            "the activity 'Tell' (#2)"
        },
        { "an early end", _ => Task.FromResult(1), 1, "the activity 'Hold' (#0)", "its end, Completed" },
        { "another end", async context => await TodayAsync(context, "") + Fails(), 4, "its end, Completed", "its end, Failed (System.FormatException: no)" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Changed_code_is_told_by_its_first_difference(
        string what, Func<TaskOrchestrationContext, Task<int>> changed, int turn, string recorded, string asked)
    {
        var difference = OrchestrationReplay.FirstDifference(Turns.Declare<string, int>((context, _) => changed(context)), Recorded());

        Assert.NotEmpty(what);
        Assert.Equal(new ReplayDifference(turn, recorded, asked), difference);
        Assert.Equal($"In turn {turn} the history says {recorded}, but the code asked for {asked}.", difference!.ToString());
    }

    [Fact]
    public void A_longer_wait_and_another_input_are_no_difference_because_they_are_not_asked_for_again()
    {
        var changed = Turns.Declare<string, int>(async (context, _) =>
        {
            await context.CallActivityAsync("Hold", "more");
            await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
            return 1 + await context.CallActivityAsync<int>("Charge");
        });

        Assert.Null(OrchestrationReplay.FirstDifference(changed, Recorded()));
    }

    private static int Fails() => throw new FormatException("no");

    private static async Task<int> TodayAsync(TaskOrchestrationContext context, string input)
    {
        await context.CallActivityAsync("Hold");
        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        return await context.CallActivityAsync<int>("Charge");
    }

    private static List<HistoryEvent> Recorded()
    {
        var turns = new Turns(Turns.Declare<string, int>(TodayAsync));
        turns.Start();
        turns.Next(Turns.Completed(0));
        turns.Next(Turns.Fired(1));
        turns.Next(Turns.Completed(2, "5"));
        return turns.History;
    }
}
