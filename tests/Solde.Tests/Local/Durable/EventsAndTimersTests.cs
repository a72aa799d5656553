using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;
using Kinds = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Tests.Local.Durable;

public sealed class EventsAndTimersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        using var test = new HubTest(azurite.ConnectionString);
        var due = test.Clock.GetUtcNow().AddDays(3);
        test.Functions.Orchestrator("Wait", turn =>
        {
            if (turn.Timer(0, due)) turn.Complete($"\"{turn.Now:O}\"");
        });

        await test.RunAsync("Wait");
        Assert.Equal(due, test.Hub.NextTimer);
        test.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromTicks(1));
        Assert.Equal(OrchestrationStatus.Running, (await test.EndAsync()).Status);
        Assert.Single(test.Functions.Calls);
        test.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((OrchestrationStatus.Completed, $"\"{due:O}\""), await test.EndAsync());
        Assert.Null(test.Hub.NextTimer);
        var fired = Assert.Single(await test.Hub.HistoryAsync("one"), @event => @event.TimerFired is not null);
        Assert.Equal((0, due), (fired.TimerFired.TimerId, fired.TimerFired.FireAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_chain_of_timers_goes_on_in_another_hub()
    {
        using var test = new HubTest(azurite.ConnectionString);
        var start = test.Clock.GetUtcNow();
        test.Functions.Orchestrator("Wait", turn =>
        {
            if (turn.Timer(0, start.AddDays(3)) && turn.Timer(1, start.AddDays(6)) && turn.Timer(2, start.AddDays(9))) turn.Complete();
        });
        await test.RunAsync("Wait");
        test.Clock.Advance(TimeSpan.FromDays(4));
        await test.Hub.RunUntilIdleAsync();

        using var next = test.Next();
        await next.Hub.ReadyAsync();
        Assert.Equal(start.AddDays(6), next.Hub.NextTimer);
        test.Clock.Advance(TimeSpan.FromDays(20));

        Assert.Equal(OrchestrationStatus.Completed, (await next.EndAsync()).Status);
        Assert.Equal([0, 1, 2], (await next.Hub.HistoryAsync("one")).Select(@event => @event.TimerFired?.TimerId).OfType<int>());
    }

    [Fact]
    public async Task A_timer_of_more_than_six_days_fails_the_instance_as_it_would_in_azure()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Wait", turn => turn.Timer(0, turn.Now.AddDays(7)));

        var head = await test.RunAsync("Wait");

        Assert.Equal(OrchestrationStatus.Failed, head.Status);
        Assert.Contains("6 days", head.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_raised_before_anybody_waits_arrive_in_order()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Listen", turn =>
        {
            if (turn.Raised.Count == 3) turn.Complete($"[{string.Join(',', turn.Raised.Select(raised => raised.Input))}]");
        });
        await test.Hub.StartAsync("Listen", "one", null);
        for (var number = 1; number <= 3; number++)
            Assert.Equal(SendOutcome.Accepted, await test.Hub.RaiseEventAsync("one", "Said", $"{number}"));

        Assert.Equal((OrchestrationStatus.Completed, "[1,2,3]"), await test.EndAsync());
        Assert.Single(test.Functions.Calls);
    }

    [Fact]
    public async Task Whichever_comes_first_of_an_event_and_a_timer_decides()
    {
        using var test = new HubTest(azurite.ConnectionString);
        var due = test.Clock.GetUtcNow().AddHours(1);
        test.Functions.Orchestrator("Race", turn =>
        {
            var timeOut = turn.Timer(0, due);
            if (turn.Event("Approval") is { } said) turn.Complete(said);
            else if (timeOut) turn.Complete("\"too late\"");
        });
        await test.RunAsync("Race", "quick");
        await test.RunAsync("Race", "slow");

        await test.Hub.RaiseEventAsync("quick", "Approval", "\"yes\"");
        var quick = await test.EndAsync("quick");
        test.Clock.Advance(TimeSpan.FromHours(1));
        var slow = await test.EndAsync("slow");

        Assert.Equal(("\"yes\"", "\"too late\""), (quick.Output, slow.Output));
        Assert.Equal(SendOutcome.HasEnded, await test.Hub.RaiseEventAsync("slow", "Approval", "\"yes\""));
        Assert.Equal(SendOutcome.NoSuchInstance, await test.Hub.RaiseEventAsync("nobody", "Approval", "\"yes\""));
        Assert.DoesNotContain(await test.Hub.HistoryAsync("quick"), @event => @event.TimerFired is not null);
    }

    [Fact]
    public async Task A_suspended_instance_keeps_what_comes_until_it_is_resumed()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Listen", turn =>
        {
            if (turn.Event("Said") is { } said) turn.Complete(said);
        });
        await test.RunAsync("Listen");

        Assert.Equal(SendOutcome.Accepted, await test.Hub.SuspendAsync("one", "wait"));
        Assert.Equal(OrchestrationStatus.Suspended, (await test.EndAsync()).Status);
        var calls = test.Functions.Calls.Count;
        await test.Hub.RaiseEventAsync("one", "Said", "1");
        Assert.Equal(OrchestrationStatus.Suspended, (await test.EndAsync()).Status);
        Assert.Equal(calls, test.Functions.Calls.Count);
        using var next = test.Next();
        await next.Hub.RunUntilIdleAsync();
        Assert.Equal(calls, test.Functions.Calls.Count);

        await next.Hub.ResumeAsync("one", "go on");
        Assert.Equal((OrchestrationStatus.Completed, "1"), await next.EndAsync());
        Assert.Equal(
            [Kinds.ExecutionSuspended, Kinds.EventRaised, Kinds.ExecutionResumed],
            (await next.Hub.HistoryAsync("one")).Select(@event => @event.EventTypeCase)
                .Where(kind => kind is Kinds.ExecutionSuspended or Kinds.EventRaised or Kinds.ExecutionResumed));
    }

    [Fact]
    public async Task Ten_thousand_events_are_all_taken_in_order_and_the_history_stays_small()
    {
        using var test = new HubTest(azurite.ConnectionString);
        const int Count = 10_000;
        // Takes all it is given and carries the odd last one over, so that both ways are gone.
        test.Functions.Orchestrator("Count", turn =>
        {
            var (next, raised) = (int.Parse(turn.Input!), turn.Raised);
            var taken = raised.Count % 2 == 0 || next + raised.Count >= Count ? raised.Count : raised.Count - 1;
            foreach (var one in raised.Take(taken)) Assert.Equal($"{next++}", one.Input);
            if (next == Count) turn.Complete($"{next}");
            else if (taken > 0) turn.ContinueAsNew($"{next}", raised.Skip(taken));
        });
        await test.RunAsync("Count", input: "0");
        var created = (await test.HeadAsync()).Created;
        test.Clock.Advance(TimeSpan.FromMinutes(1));

        var sent = new List<Task<SendOutcome>>();
        for (var number = 0; number < Count; number++) sent.Add(test.Hub.RaiseEventAsync("one", "Next", $"{number}"));
        Assert.All(await Task.WhenAll(sent), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        var halfWay = test.Next();
        for (var turn = 0; turn < 3; turn++) await halfWay.Hub.RunUntilIdleAsync();

        var head = await halfWay.HeadAsync();
        Assert.Equal((OrchestrationStatus.Completed, $"{Count}", created), (head.Status, head.Output, head.Created));
        Assert.True((await halfWay.Hub.HistoryAsync("one")).Count < 200);
        Assert.True((await halfWay.RowKeysAsync()).Count <= 4);
        Assert.True(test.Functions.Requests.Max(request => request.PastEvents.Count + request.NewEvents.Count) < 200);
    }
}
