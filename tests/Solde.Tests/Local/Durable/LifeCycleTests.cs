using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Local.Durable;

public sealed class LifeCycleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_child_gives_its_result_to_its_parent()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Parent", turn =>
            {
                if (turn.Child(0, "Child", "the-child", "20") is { } result) turn.Complete(result);
            })
            .Orchestrator("Child", turn => turn.Complete($"{int.Parse(turn.Input!) + 1}"));

        var head = await test.RunAsync("Parent");

        Assert.Equal((OrchestrationStatus.Completed, "21"), (head.Status, head.Output));
        var parent = (await test.HeadAsync("the-child")).Parent!;
        Assert.Equal(("Parent", "one", 0), (parent.Name, parent.OrchestrationInstance.InstanceId, parent.TaskScheduledId));
        Assert.Equal(head.ExecutionId, parent.OrchestrationInstance.ExecutionId);
        Assert.DoesNotContain(await test.RowKeysAsync(), key => key.StartsWith("o|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_child_that_fails_or_cannot_be_started_fails_its_parents_task()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Parent", turn =>
            {
                string?[] ends = [turn.Child(0, "Failing", "failing"), turn.Child(1, "Sleeping", "taken"), turn.Child(2, "Absent", "none")];
                if (ends.All(end => end is not null)) turn.Complete(string.Join('|', ends));
            })
            .Orchestrator("Failing", turn => turn.Fail("no money"))
            .Orchestrator("Sleeping", _ => { });
        await test.RunAsync("Sleeping", "taken");

        var head = await test.RunAsync("Parent");

        Assert.Equal(
            "!no money|!An orchestration with the id 'taken' runs already.|"
                + "!The function 'Absent' doesn't exist, is disabled, or is not an orchestrator function.",
            head.Output);
        Assert.Equal(OrchestrationStatus.Running, (await test.HeadAsync("taken")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_ends_an_instance_and_its_children_only_when_asked(bool recurse)
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Parent", turn => turn.Child(0, "Sleeping", "child"))
            .Orchestrator("Sleeping", _ => { });
        await test.RunAsync("Parent");

        Assert.Equal(SendOutcome.Accepted, await test.Hub.TerminateAsync("one", "enough", recurse));

        Assert.Equal((OrchestrationStatus.Terminated, "enough"), await test.EndAsync());
        Assert.Equal(recurse ? OrchestrationStatus.Terminated : OrchestrationStatus.Running, (await test.EndAsync("child")).Status);
        Assert.Equal(SendOutcome.HasEnded, await test.Hub.TerminateAsync("one", "again"));
    }

    [Fact]
    public async Task Who_is_terminated_ends_even_when_his_code_fails()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Sleeping", _ => { });
        await test.RunAsync("Sleeping");
        await test.Hub.SuspendAsync("one", null);
        await test.Hub.RunUntilIdleAsync();
        // An app that has lost the orchestrator.
        var broken = new ScriptedFunctions();
        using var next = new HubTest(azurite.ConnectionString, test.Prefix, test.Clock, broken);

        await next.Hub.TerminateAsync("one", "enough");

        Assert.Equal((OrchestrationStatus.Terminated, "enough"), await next.EndAsync());
    }

    [Fact]
    public async Task An_event_sent_by_one_instance_reaches_the_other_once()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Listen", turn =>
            {
                if (turn.Event("Stop") is not null) turn.Complete($"{turn.Raised.Count(raised => raised.Name == "Said")}");
            })
            .Orchestrator("Say", turn =>
            {
                turn.Send(0, "listener", "Said", "1");
                turn.Send(1, "nobody", "Said", "1");
                turn.Complete();
            });
        await test.RunAsync("Listen", "listener");

        Assert.Equal(OrchestrationStatus.Completed, (await test.RunAsync("Say", "sayer")).Status);
        Assert.DoesNotContain(await test.RowKeysAsync("listener"), key => key.StartsWith("m|", StringComparison.Ordinal));
        await test.Hub.RaiseEventAsync("listener", "Stop", "true");

        Assert.Equal((OrchestrationStatus.Completed, "1"), await test.EndAsync("listener"));
    }

    [Fact]
    public async Task An_id_that_runs_is_not_started_again_and_one_that_has_ended_is_replaced()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Listen", turn =>
        {
            if (turn.Event("Stop") is { } said) turn.Complete($"[{turn.Input},{said}]");
        });
        await test.RunAsync("Listen", input: "1");

        Assert.False(await test.Hub.StartAsync("Listen", "one", "2"));
        using var next = test.Next();
        Assert.False(await next.Hub.StartAsync("Listen", "one", "2"));
        await next.Hub.RaiseEventAsync("one", "Stop", "10");
        Assert.Equal("[1,10]", (await next.EndAsync()).Output);
        Assert.True(await next.Hub.StartAsync("Listen", "one", "3"));
        await next.Hub.RaiseEventAsync("one", "Stop", "30");

        Assert.Equal("[3,30]", (await next.EndAsync()).Output);
        Assert.Equal(2, (await next.RowKeysAsync()).Count);
        Assert.Single(await next.Hub.HistoryAsync("one"), @event => @event.ExecutionStarted is not null);
    }

    [Fact]
    public async Task An_instance_is_purged_only_when_it_has_ended()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Listen", turn =>
        {
            if (turn.Event("Stop") is not null) turn.Complete();
        });
        await test.RunAsync("Listen");

        Assert.False(await test.Hub.PurgeAsync("one"));
        await test.Hub.RaiseEventAsync("one", "Stop", "1");
        await test.Hub.RunUntilIdleAsync();

        Assert.True(await test.Hub.PurgeAsync("one"));
        Assert.Empty(await test.RowKeysAsync());
        Assert.False(await test.Hub.PurgeAsync("one"));
        Assert.Equal(OrchestrationStatus.Running, (await test.RunAsync("Listen")).Status);
    }

    [Fact]
    public async Task Instances_are_listed_page_by_page_and_by_what_they_are()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Done", turn => turn.Complete()).Orchestrator("Sleeping", _ => { });
        for (var number = 0; number < 7; number++)
        {
            await test.RunAsync(number % 2 == 0 ? "Done" : "Sleeping", $"{(number < 4 ? "pay" : "ref'und")}-{number}");
            test.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var third = (await test.HeadAsync("pay-2")).Created;

        Assert.Equal([["pay-0", "pay-1", "pay-2"], ["pay-3", "ref'und-4", "ref'und-5"], ["ref'und-6"]], await PagesAsync(new(), 3));
        Assert.Equal([["ref'und-4", "ref'und-5", "ref'und-6"]], await PagesAsync(new() { IdPrefix = "ref'" }, 3));
        Assert.Equal([["pay-1", "pay-3"]], await PagesAsync(new() { IdPrefix = "pay", Statuses = [OrchestrationStatus.Running] }, 3));
        Assert.Equal([["pay-0", "pay-1", "pay-2"]], await PagesAsync(new() { CreatedTo = third }, 10));
        Assert.Equal([["pay-2", "pay-3"]], await PagesAsync(new() { CreatedFrom = third, IdPrefix = "pay" }, 10));

        async Task<List<string[]>> PagesAsync(InstanceFilter filter, int top)
        {
            var pages = new List<string[]>();
            string? continuation = null;
            do
            {
                (var instances, continuation) = await test.Hub.ListAsync(filter, top, continuation);
                pages.Add([.. instances.Select(head => head.InstanceId)]);
            }
            while (continuation is not null);
            return pages;
        }
    }
}
