namespace Solde.Tests.Platform.Durable;

public sealed class ExternalEventTests
{
    [Fact]
    public void An_event_that_comes_before_it_is_waited_for_is_kept_whatever_its_case()
    {
        var turns = Turns.Of(async context =>
        {
            await context.CallActivityAsync("Work");
            return await context.WaitForExternalEvent<int>("Decided") + await context.WaitForExternalEvent<int>("decided");
        });
        turns.Start(null, Turns.Raised("DECIDED", "1"));
        turns.Next(Turns.Raised("decIDED", "20"), Turns.Raised("other", "300"));

        Assert.Equal(["1 Completed 21"], Turns.Asked(turns.Next(Turns.Completed(0))));
    }

    [Fact]
    public void Waits_of_one_name_get_their_events_in_the_order_in_which_they_wait()
    {
        var turns = Turns.Of(async context =>
        {
            var waits = Enumerable.Range(0, 3).Select(_ => context.WaitForExternalEvent<string>("x")).ToArray();
            return string.Concat(await Task.WhenAll(waits));
        });
        turns.Start();
        turns.Next(Turns.Raised("x", "\"a\""), Turns.Raised("x", "\"b\""));

        Assert.Equal(["0 Completed \"abc\""], Turns.Asked(turns.Next(Turns.Raised("X", "\"c\""))));
    }

    [Fact]
    public void A_cancelled_wait_takes_no_event()
    {
        var turns = Turns.Of(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var given = context.WaitForExternalEvent<string>("x", cancellation.Token);
            await context.CallActivityAsync("Work");
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => given);
            // From the beginning: it must not take the event either.
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForExternalEvent<string>("x", cancellation.Token));
            return await context.WaitForExternalEvent<string>("x");
        });
        turns.Start();

        Assert.Empty(turns.Next(Turns.Completed(0)).Actions);
        Assert.Equal(["1 Completed \"kept\""], Turns.Asked(turns.Next(Turns.Raised("x", "\"kept\""))));
    }

    [Fact]
    public void A_wait_that_timed_out_takes_no_event()
    {
        var turns = Turns.Of(async context =>
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForExternalEvent<string>("x", TimeSpan.FromMinutes(5)));
            await context.CallActivityAsync("Remind");
            return await context.WaitForExternalEvent<string>("x", TimeSpan.FromMinutes(5));
        });

        Assert.Equal(["0 timer 00:05:00"], Turns.Asked(turns.Start()));
        // The event comes in the turn of the time-out, just too late.
        Assert.Equal(["1 activity Remind()"], Turns.Asked(turns.Next(Turns.Fired(0), Turns.Raised("x", "\"late\""))));
        Assert.Equal(["2 timer 00:07:00", "3 Completed \"late\""], Turns.Asked(turns.Next(Turns.Completed(1))));
    }

    [Fact]
    public void An_event_in_time_ends_the_wait_and_the_timer_counts_for_nothing()
    {
        var turns = Turns.Of(async context =>
        {
            var taken = await context.WaitForExternalEvent<string>("x", TimeSpan.FromDays(30));
            return taken + await context.CallActivityAsync<string>("After");
        });

        Assert.Equal(["0 timer 3.00:00:00"], Turns.Asked(turns.Start()));
        Assert.Equal(["1 activity After()"], Turns.Asked(turns.Next(Turns.Raised("x", "\"in time\""))));
        Assert.Empty(turns.Next(Turns.Fired(0)).Actions);
        Assert.Equal(["2 Completed \"in time!\""], Turns.Asked(turns.Next(Turns.Completed(1, "\"!\""))));
    }

    [Fact]
    public void Ten_thousand_events_in_one_turn_are_taken_one_by_one()
    {
        var turns = Turns.Of(async context =>
        {
            var sum = 0;
            for (var n = 0; n < 10_000; n++)
                sum += await context.WaitForExternalEvent<int>("x");
            return sum;
        });
        turns.Start();

        Assert.Equal(["0 Completed 10000"], Turns.Asked(turns.Next([.. Enumerable.Repeat(0, 10_000).Select(_ => Turns.Raised("x", "1"))])));
    }

    [Fact]
    public void An_event_to_another_instance_is_an_action_of_its_own()
    {
        var turns = Turns.Of(context =>
        {
            context.SendEvent("other-1", "Paid", new Order("o", 3));
            return Task.FromResult(true);
        });

        Assert.Equal(["""0 send Paid({"id":"o","amount":3}) to other-1""", "1 Completed true"], Turns.Asked(turns.Start()));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("@a")]
    [InlineData("")]
    public void An_id_that_no_instance_can_have_gets_no_event(string id)
    {
        var turns = Turns.Of(context =>
        {
            context.SendEvent(id, "Paid", 1);
            return Task.FromResult(true);
        });

        Assert.Equal("System.ArgumentException", turns.Start().Actions.Single().CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    public void A_wait_may_give_any_payload_the_resolver_knows()
    {
        Order? seen = null;
        var turns = Turns.Of(async context =>
        {
            seen = await context.WaitForExternalEvent<Order>("x");
            return true;
        });
        turns.Start();
        turns.Next(Turns.Raised("x", """{"id":"o","amount":3}"""));

        Assert.Equal(new Order("o", 3), seen);
    }
}
