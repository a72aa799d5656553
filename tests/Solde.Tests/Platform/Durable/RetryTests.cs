using Solde.Platform.Durable;

namespace Solde.Tests.Platform.Durable;

public sealed class RetryTests
{
    [Fact]
    public void A_failed_step_is_tried_again_after_a_wait_that_grows_until_it_may_grow_no_more()
    {
        var turns = Story(new RetryPolicy(5, TimeSpan.FromMinutes(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(30)));

        Assert.Equal(["0 activity Charge(5)"], Turns.Asked(turns.Start()));
        Assert.Equal(["1 timer 00:11:00"], Turns.Asked(turns.Next(Turns.Failed(0, "down"))));
        Assert.Equal(["2 activity Charge(5)"], Turns.Asked(turns.Next(Turns.Fired(1))));
        Assert.Equal(["3 timer 00:23:00"], Turns.Asked(turns.Next(Turns.Failed(2, "down"))));
        Assert.Equal(["4 activity Charge(5)"], Turns.Asked(turns.Next(Turns.Fired(3))));
        Assert.Equal(["5 timer 00:35:00"], Turns.Asked(turns.Next(Turns.Failed(4, "down"))));
        Assert.Equal(["6 activity Charge(5)"], Turns.Asked(turns.Next(Turns.Fired(5))));
        Assert.Equal(["7 Completed 9"], Turns.Asked(turns.Next(Turns.Completed(6, "9"))));
    }

    [Fact]
    public void After_the_last_attempt_the_failure_goes_through_without_a_wait()
    {
        var turns = Story(new RetryPolicy(2, TimeSpan.FromMinutes(10)));
        turns.Start();
        turns.Next(Turns.Failed(0, "first"));
        turns.Next(Turns.Fired(1));

        Assert.Equal(["3 Failed Task 'Charge' (#2) failed: second"], Turns.Asked(turns.Next(Turns.Failed(2, "second"))));
    }

    [Fact]
    public void What_no_attempt_can_change_is_not_tried_again()
    {
        var turns = Story(new RetryPolicy(5, TimeSpan.FromMinutes(10)));
        turns.Start();

        Assert.Equal(
            ["1 Failed Task 'Charge' (#0) failed: never"],
            Turns.Asked(turns.Next(Turns.Failed(0, "never", isNonRetriable: true))));
    }

    [Fact]
    public void No_attempt_begins_after_the_retries_time_is_over()
    {
        var turns = Story(new RetryPolicy(9, TimeSpan.FromMinutes(10), retryTimeout: TimeSpan.FromMinutes(22)));
        turns.Start();
        Assert.Equal(["1 timer 00:11:00"], Turns.Asked(turns.Next(Turns.Failed(0, "down"))));
        turns.Now = Turns.Begin.AddMinutes(11);
        turns.Next(Turns.Fired(1));
        turns.Now = Turns.Begin.AddMinutes(13);

        // 13 minutes are gone, and 10 more would be 23.
        Assert.Equal(["3 Failed Task 'Charge' (#2) failed: down"], Turns.Asked(turns.Next(Turns.Failed(2, "down"))));
    }

    [Fact]
    public void A_wait_above_three_days_between_attempts_is_a_chain_as_well()
    {
        var turns = Story(new RetryPolicy(2, TimeSpan.FromDays(5)));
        turns.Start();

        Assert.Equal(["1 timer 3.00:01:00"], Turns.Asked(turns.Next(Turns.Failed(0, "down"))));
        turns.Now = Turns.Begin.AddDays(3).AddMinutes(1);
        Assert.Equal(["2 timer 5.00:01:00"], Turns.Asked(turns.Next(Turns.Fired(1))));
        turns.Now = Turns.Begin.AddDays(5).AddMinutes(1);
        Assert.Equal(["3 activity Charge(5)"], Turns.Asked(turns.Next(Turns.Fired(2))));
    }

    [Fact]
    public void A_sub_orchestration_is_tried_again_as_another_instance()
    {
        var turns = Turns.Of(context => context.CallSubOrchestratorAsync<int>(
            "Child", options: new TaskOptions(new RetryPolicy(2, TimeSpan.FromMinutes(1)))));

        var first = turns.Start().Actions.Single().CreateSubOrchestration.InstanceId;
        turns.Next(Turns.ChildFailed(0, "down"));
        var second = turns.Next(Turns.Fired(1)).Actions.Single().CreateSubOrchestration.InstanceId;

        Assert.NotEqual(first, second);
        Assert.Equal(["3 Completed 4"], Turns.Asked(turns.Next(Turns.ChildCompleted(2, "4"))));
    }

    [Fact]
    public void A_policy_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), backoffCoefficient: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), maxRetryInterval: TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(2), retryTimeout: TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_wait_that_grows_beyond_all_bounds_is_a_year()
    {
        var policy = new RetryPolicy(int.MaxValue, TimeSpan.FromDays(1), backoffCoefficient: 10);

        Assert.Equal(TimeSpan.FromDays(365), policy.WaitAfter(100_000, TimeSpan.Zero));
    }

    private static Turns Story(RetryPolicy policy) =>
        Turns.Of(context => context.CallActivityAsync<int>("Charge", 5, new TaskOptions(policy)));
}
