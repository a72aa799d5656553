using Microsoft.Extensions.Logging;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Platform.Durable;

public sealed class LifeCycleTests
{
    [Fact]
    public void A_story_knows_itself_and_who_called_it()
    {
        string? seen = null;
        var turns = Turns.Of(context =>
        {
            seen = $"{context.Name} {context.InstanceId} {context.Parent}";
            return Task.FromResult(1);
        });
        var started = turns.Started();
        started.ExecutionStarted.ParentInstance = new() { Name = "Mother", TaskScheduledId = 3, OrchestrationInstance = new() { InstanceId = "m-1" } };

        turns.Next(started);

        Assert.Equal($"Story the-instance {new ParentOrchestrationInstance("Mother", "m-1")}", seen);
    }

    [Fact]
    public void An_exception_ends_the_instance_with_its_type_its_message_and_its_cause()
    {
        var turns = Turns.Of<int>(_ => throw new InvalidOperationException("outer", new FormatException("inner")));

        var end = turns.Start().Actions.Single().CompleteOrchestration;

        Assert.Equal((OrchestrationStatus.Failed, "outer"), (end.OrchestrationStatus, end.Result));
        Assert.Equal(
            ("System.InvalidOperationException", "outer", false),
            (end.FailureDetails.ErrorType, end.FailureDetails.ErrorMessage, end.FailureDetails.IsNonRetriable));
        Assert.NotEmpty(end.FailureDetails.StackTrace);
        Assert.Equal(
            ("System.FormatException", "inner"),
            (end.FailureDetails.InnerFailure.ErrorType, end.FailureDetails.InnerFailure.ErrorMessage));
    }

    [Fact]
    public void A_story_that_is_cancelled_fails()
    {
        var turns = Turns.Of<int>(_ => throw new OperationCanceledException());

        Assert.Equal(OrchestrationStatus.Failed, turns.Start().Actions.Single().CompleteOrchestration.OrchestrationStatus);
    }

    [Fact]
    public void While_suspended_nothing_begins_and_what_comes_is_kept_for_the_resumption()
    {
        var turns = Turns.Of(async context =>
        {
            var decided = await context.WaitForExternalEvent<string>("decided");
            return decided + await context.CallActivityAsync<string>("Do");
        });
        turns.Start();

        Assert.Empty(turns.Next(Turns.Suspended()).Actions);
        Assert.Empty(turns.Next(Turns.Raised("decided", "\"yes\"")).Actions);
        Assert.Empty(turns.Next(Turns.Suspended(), Turns.Raised("decided", "\"no\"")).Actions);
        Assert.Equal(["0 activity Do()"], Turns.Asked(turns.Next(Turns.Resumed())));
        Assert.Equal(["1 Completed \"yes!\""], Turns.Asked(turns.Next(Turns.Completed(0, "\"!\""))));
    }

    [Fact]
    public void What_was_asked_for_in_the_turn_of_the_suspension_is_asked_for_again_at_the_resumption()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CallActivityAsync("First");
            return await context.CallActivityAsync<int>("Second");
        });
        turns.Start();

        Assert.Empty(turns.Next(Turns.Completed(0), Turns.Suspended()).Actions);
        Assert.Equal(["1 activity Second()"], Turns.Asked(turns.Next(Turns.Resumed())));
        Assert.Equal(["2 Completed 5"], Turns.Asked(turns.Next(Turns.Completed(1, "5"))));
    }

    [Fact]
    public void An_end_that_falls_together_with_a_suspension_waits_for_the_resumption()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Only"));
        turns.Start();

        Assert.Empty(turns.Next(Turns.Completed(0, "5"), Turns.Suspended()).Actions);
        Assert.Equal(["1 Completed 5"], Turns.Asked(turns.Next(Turns.Resumed())));
    }

    [Fact]
    public void A_suspension_before_the_beginning_holds_the_beginning_back()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Only"));

        Assert.Empty(turns.Next(Turns.Suspended(), turns.Started()).Actions);
        Assert.Equal(["0 activity Only()"], Turns.Asked(turns.Next(Turns.Resumed())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_termination_ends_the_instance_and_begins_nothing(bool isSuspended)
    {
        var turns = Turns.Of(async context =>
        {
            await context.CallActivityAsync("First");
            return await context.CallActivityAsync<int>("Second");
        });
        turns.Start();
        if (isSuspended)
            turns.Next(Turns.Suspended());

        // While suspended the second step was not even asked for.
        var id = isSuspended ? 1 : 2;
        Assert.Equal(
            [$"{id} Terminated \"wrong\""],
            Turns.Asked(turns.Next(Turns.Completed(0), Turns.Terminated("\"wrong\""), Turns.Raised("x"))));
    }

    [Fact]
    public void A_termination_after_the_end_changes_nothing()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Only"));
        turns.Start();

        Assert.Equal(["1 Completed 5"], Turns.Asked(turns.Next(Turns.Completed(0, "5"), Turns.Terminated("late"))));
    }

    [Fact]
    public void A_new_beginning_takes_its_input_and_the_events_that_nobody_took_in_their_order()
    {
        var turns = new Turns(Turns.Declare<int, int>(async (context, round) =>
        {
            await context.WaitForExternalEvent<int>("next");
            // Given up without a cancellation: it must not take what comes after.
            _ = context.WaitForExternalEvent<int>("other");
            context.ContinueAsNew(round + 1);
            return round;
        }));
        turns.Start("7");

        var end = turns.Next(
            Turns.Raised("z", "1"), Turns.Raised("next", "2"), Turns.Raised("other", "3"), Turns.Raised("next", "4"), Turns.Raised(
                "a",
                "5"))
            .Actions.Single().CompleteOrchestration;

        Assert.Equal((OrchestrationStatus.ContinuedAsNew, "8"), (end.OrchestrationStatus, end.Result));
        Assert.Equal(["z1", "other3", "next4", "a5"], end.CarryoverEvents.Select(e => e.EventRaised.Name + e.EventRaised.Input));
    }

    [Fact]
    public void A_new_beginning_may_leave_the_events_behind()
    {
        var turns = Turns.Of(context =>
        {
            context.ContinueAsNew(preserveUnprocessedEvents: false);
            return Task.FromResult(1);
        });

        var end = turns.Start(null, Turns.Raised("x", "1")).Actions.Single().CompleteOrchestration;

        Assert.Equal((OrchestrationStatus.ContinuedAsNew, null, 0), (end.OrchestrationStatus, end.Result, end.CarryoverEvents.Count));
    }

    [Fact]
    public void A_story_that_throws_does_not_begin_anew()
    {
        var turns = Turns.Of<int>(context =>
        {
            context.ContinueAsNew(1);
            throw new FormatException("no");
        });

        Assert.Equal(["0 Failed no"], Turns.Asked(turns.Start()));
    }

    [Fact]
    public void The_custom_status_is_told_with_each_turn_as_it_is_then()
    {
        var turns = Turns.Of(async context =>
        {
            context.SetCustomStatus(new Order("o", 1));
            await context.CallActivityAsync("A");
            await context.CallActivityAsync("B");
            context.SetCustomStatus(null);
            return 1;
        });

        Assert.Equal("""{"id":"o","amount":1}""", turns.Start().CustomStatus);
        Assert.Equal("""{"id":"o","amount":1}""", turns.Next(Turns.Completed(0)).CustomStatus);
        Assert.Null(turns.Next(Turns.Completed(1)).CustomStatus);
    }

    [Fact]
    public void What_is_logged_is_logged_once_and_replaying_is_over_with_the_first_new_event()
    {
        using var log = new RecordedLog();
        var seen = new List<string>();
        var turns = Turns.Of(
            async context =>
            {
                var logger = context.CreateReplaySafeLogger("story");
                logger.LogInformation("one");
                seen.Add($"begin {context.IsReplaying}");
                await context.CallActivityAsync("A");
                logger.LogInformation("two");
                seen.Add($"end {context.IsReplaying}");
                return 1;
            },
            log);

        turns.Start();
        turns.Next(Turns.Completed(0));

        Assert.Equal(["begin False", "begin True", "end False"], seen);
        Assert.Equal(["one", "two"], log.Lines);
    }

    [Fact]
    public void New_ids_are_the_same_at_each_replay_and_differ_from_one_another_and_between_instances()
    {
        var first = Ids("a-1");
        var again = Ids("a-1");
        var other = Ids("a-2");

        Assert.Equal(first, again);
        Assert.Equal(first.Length + other.Length, first.Concat(other).Distinct().Count());
        Assert.All(first, id => Assert.Equal(5, id.Version));
    }

    // The name and the id were computed with another implementation of RFC 9562 (Python's uuid.uuid5).
    [Fact]
    public void A_new_id_is_the_name_based_one_of_the_original_SDK() => Assert.Equal(
        "69f59af4-b47a-520b-b228-c6283848d798",
        Ids("a-1")[0].ToString());

    private static Guid[] Ids(string instanceId)
    {
        Guid[] ids = [];
        var turns = new Turns(
            Turns.Declare<string, int>(async (context, _) =>
            {
                var before = context.NewGuid();
                var second = context.NewGuid();
                await context.CallActivityAsync("A");
                ids = [before, second, context.NewGuid()];
                return 1;
            }),
            instanceId);
        turns.Start();
        turns.Next(Turns.Completed(0));
        return ids;
    }

    private sealed class RecordedLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
