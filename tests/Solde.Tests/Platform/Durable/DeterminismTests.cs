using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Platform.Durable;

/// <summary>Code that no replay can repeat fails its instance, and the text says what is wrong.</summary>
public sealed class DeterminismTests
{
    private static readonly string Type = typeof(NonDeterministicOrchestrationException).FullName!;

    public static TheoryData<string, HistoryEvent, string, string> OtherHistories => new()
    {
        { "another name", new() { EventId = 0, TaskScheduled = new() { Name = "Hold" } }, "the activity 'Hold'", "the activity 'Charge'" },
        { "another kind", new() { EventId = 0, TimerCreated = new() }, "a timer", "the activity 'Charge'" },
        { "a child", new() { EventId = 0, SubOrchestrationInstanceCreated = new() { Name = "Charge" } }, "the sub-orchestration 'Charge'", "the activity 'Charge'" },
        { "an event", new() { EventId = 0, EventSent = new() { Name = "Charge" } }, "the sending of event 'Charge'", "the activity 'Charge'" },
        { "a step too many", new() { EventId = 1, TaskScheduled = new() { Name = "Hold" } }, "the activity 'Hold'", "nothing" },
        { "an impossible number", new() { EventId = -5, TaskScheduled = new() { Name = "Hold" } }, "the activity 'Hold'", "nothing" },
    };

    [Theory]
    [MemberData(nameof(OtherHistories))]
    public void A_history_of_other_code_fails_the_instance_and_says_what_differs(
        string what,
        HistoryEvent recorded,
        string says,
        string asked)
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Charge"));
        turns.History.AddRange([turns.Started(), recorded]);

        var failure = Failure(turns.Next(Turns.Completed(0, "1")));

        Assert.NotEmpty(what);
        Assert.Contains($"'Story', instance 'the-instance': at action {recorded.EventId} ", failure, StringComparison.Ordinal);
        Assert.Contains($"the history says {says}, but the code asked for {asked}.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_another_case_and_the_engines_own_timers_are_no_difference()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Charge"));
        turns.History.AddRange(
        [
            turns.Started(),
            new() { EventId = -100, TimerCreated = new() },
            new() { EventId = 0, TaskScheduled = new() { Name = "CHARGE" } },
            Turns.Fired(-100),
        ]);

        Assert.Equal(["1 Completed 1"], Turns.Asked(turns.Next(Turns.Completed(0, "1"))));
    }

    public static TheoryData<string, Func<TaskOrchestrationContext, Task<int>>> ForeignStories => new()
    {
        {
            "a delay",
            async _ =>
            {
                await Task.Delay(TimeSpan.FromHours(1));
                return 1;
            }
        },
        {
            "something that never comes",
            async _ =>
            {
                await new TaskCompletionSource().Task;
                return 1;
            }
        },
        {
            "the thread pool",
            async context =>
            {
                await Task.Run(() => new ManualResetEventSlim().Wait(TimeSpan.FromMinutes(10)));
                return await context.CallActivityAsync<int>("Charge");
            }
        },
        {
            "a cancelled timer only",
            async context =>
            {
                using var cancellation = new CancellationTokenSource();
                _ = context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
                _ = context.WaitForExternalEvent<int>("x", cancellation.Token);
                cancellation.Cancel();
                await new TaskCompletionSource().Task;
                return 1;
            }
        },
    };

    [Theory]
    [MemberData(nameof(ForeignStories))]
    public void Code_that_waits_for_what_is_not_the_contexts_fails_the_instance(
        string what,
        Func<TaskOrchestrationContext,
        Task<int>> story)
    {
        Assert.NotEmpty(what);
        Assert.Contains("something that did not come from the context", Failure(Turns.Of(story).Start()), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_goes_on_in_the_thread_pool_is_caught_when_it_asks_for_a_step()
    {
        var turns = Turns.Of(async context =>
        {
            OnAnotherThread(() => Assert.Throws<NonDeterministicOrchestrationException>(() => { _ = context.CallActivityAsync("Charge"); }));
            return await context.CallActivityAsync<int>("After");
        });

        Assert.Contains("its code asked for the activity 'Charge' from another thread", Failure(turns.Start()), StringComparison.Ordinal);
    }

    [Fact]
    public void Something_foreign_that_ends_within_the_turn_is_caught_too()
    {
        var turns = Turns.Of(async context =>
        {
            var pending = context.CallActivityAsync<int>("Charge");
            var foreign = new TaskCompletionSource();
            var after = AwaitAsync(foreign.Task);
            OnAnotherThread(foreign.SetResult);
            await after;
            return await pending;
        });

        Assert.Contains("did not come from the context", Failure(turns.Start()), StringComparison.Ordinal);

        static async Task AwaitAsync(Task task) => await task;
    }

    [Fact]
    public void A_cancellation_from_another_thread_is_caught()
    {
        var turns = Turns.Of(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var wait = context.WaitForExternalEvent<int>("x", cancellation.Token);
            OnAnotherThread(cancellation.Cancel);
            return await wait;
        });

        Assert.Contains("a cancellation came from another thread", Failure(turns.Start()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_is_of_no_use_after_its_turn()
    {
        TaskOrchestrationContext? kept = null;
        var turns = Turns.Of(context =>
        {
            kept = context;
            return context.CallActivityAsync<int>("Charge");
        });
        turns.Start();

        var thrown = Assert.Throws<NonDeterministicOrchestrationException>(() => { _ = kept!.CallActivityAsync("More"); });

        Assert.Contains("its code asked for the activity 'More' after its turn had ended", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<NonDeterministicOrchestrationException>(() => kept!.CurrentUtcDateTime);
        Assert.Throws<NonDeterministicOrchestrationException>(() => kept!.SetCustomStatus(1));
        Assert.Throws<NonDeterministicOrchestrationException>(() => kept!.ContinueAsNew());
        Assert.Throws<NonDeterministicOrchestrationException>(() => kept!.SendEvent("a", "b", 1));
    }

    [Fact]
    public void A_yield_stays_on_the_turns_own_thread()
    {
        var turns = Turns.Of(async context =>
        {
            await Task.Yield();
            return await context.CallActivityAsync<int>("Charge");
        });

        Assert.Equal(["0 activity Charge()"], Turns.Asked(turns.Start()));
        Assert.Equal(["1 Completed 4"], Turns.Asked(turns.Next(Turns.Completed(0, "4"))));
    }

    [Fact]
    public void A_failed_comparison_asks_for_nothing_else_and_is_never_tried_again()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Charge"));
        turns.History.AddRange([turns.Started(), new() { EventId = 0, TimerCreated = new() }]);

        var end = turns.Next().Actions.Single().CompleteOrchestration;

        Assert.True(end.FailureDetails.IsNonRetriable);
    }

    [Fact]
    public void The_callers_own_synchronization_context_is_given_back()
    {
        var before = new SynchronizationContext();
        SynchronizationContext.SetSynchronizationContext(before);
        try
        {
            Turns.Of(context => context.CallActivityAsync<int>("Charge")).Start();

            Assert.Same(before, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    [Fact]
    public void A_history_without_a_beginning_is_refused()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Charge"));

        Assert.Contains(
            "does not say how it began",
            Assert.Throws<ArgumentException>(() => turns.Next()).Message,
            StringComparison.Ordinal);
    }

    /// <summary>And waits for it: what it does falls into the turn.</summary>
    private static void OnAnotherThread(Action act)
    {
        var thread = new Thread(() => act());
        thread.Start();
        thread.Join();
    }

    private static string Failure(OrchestratorResponse answer)
    {
        var end = answer.Actions.Single().CompleteOrchestration;
        Assert.Equal((OrchestrationStatus.Failed, Type), (end.OrchestrationStatus, end.FailureDetails.ErrorType));
        return end.FailureDetails.ErrorMessage;
    }
}
