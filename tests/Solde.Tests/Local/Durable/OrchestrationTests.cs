using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;
using Kinds = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Tests.Local.Durable;

public sealed class OrchestrationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Activities_run_one_after_another_and_the_last_result_is_the_output()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Sum", turn =>
            {
                if (turn.Activity(0, "AddOne", turn.Input) is { } first && turn.Activity(1, "addone", first) is { } second)
                    turn.Complete(second);
            })
            .Activity("AddOne", input => $"{int.Parse(input) + 1}");

        var head = await test.RunAsync("Sum", input: "5");

        Assert.Equal((OrchestrationStatus.Completed, "7", "5"), (head.Status, head.Output, head.Input));
        Assert.Equal(["Sum:one", "AddOne(5)", "Sum:one", "addone(6)", "Sum:one"], test.Functions.Calls);
    }

    [Fact]
    public async Task History_is_written_as_the_protocol_has_it()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Once", turn =>
            {
                if (turn.Activity(0, "Step", "1") is { } result) turn.Complete(result);
            })
            .Activity("Step", _ => "2");

        var head = await test.RunAsync("Once");
        var history = await test.Hub.HistoryAsync("one");

        Assert.Equal(
            [
                Kinds.OrchestratorStarted, Kinds.ExecutionStarted, Kinds.TaskScheduled, Kinds.OrchestratorCompleted,
                Kinds.OrchestratorStarted, Kinds.TaskCompleted, Kinds.ExecutionCompleted, Kinds.OrchestratorCompleted,
            ],
            history.Select(@event => @event.EventTypeCase));
        Assert.Equal((0, 0), (history[2].EventId, history[5].TaskCompleted.TaskScheduledId));
        Assert.Equal(head.ExecutionId, history[1].ExecutionStarted.OrchestrationInstance.ExecutionId);
        var requests = test.Functions.Requests.ToArray();
        Assert.Empty(requests[0].PastEvents);
        Assert.Equal(history.Take(4), requests[1].PastEvents);
        Assert.Equal(history.Skip(4).Take(2), requests[1].NewEvents);
    }

    [Fact]
    public async Task A_hundred_and_fifty_activities_scheduled_at_once_all_run_once()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Fan", turn =>
            {
                var results = Enumerable.Range(0, 150).Select(id => turn.Activity(id, "Square", $"{id}")).ToArray();
                if (results.All(result => result is not null)) turn.Complete($"{results.Sum(result => int.Parse(result!))}");
            })
            .Activity("Square", input => $"{int.Parse(input) * int.Parse(input)}");

        var head = await test.RunAsync("Fan");

        Assert.Equal($"{Enumerable.Range(0, 150).Sum(id => id * id)}", head.Output);
        Assert.Equal(150, test.Functions.Calls.Count(call => call.StartsWith("Square", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failed_activity_reaches_the_orchestrator_without_the_apps_own_words()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Try", turn =>
            {
                if (turn.Activity(0, "Break") is { } result) turn.Complete($"\"{result}\"");
            })
            .Activity("Break", _ => Task.FromResult<CallEnd>(new CallEnd.Failed("a secret")));

        var head = await test.RunAsync("Try");

        Assert.Equal("\"!Function 'Break' failed with an unhandled exception.\"", head.Output);
    }

    [Fact]
    public async Task An_activity_that_the_app_does_not_have_fails()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Try", turn =>
        {
            if (turn.Activity(0, "Absent") is { } result) turn.Complete($"\"{result}\"");
        });

        var head = await test.RunAsync("Try");

        Assert.Contains("'Absent' doesn't exist", head.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_whose_call_fails_fails_its_instance()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions.Orchestrator("Broken", _ => throw new ScriptedEnd(new CallEnd.Failed("a secret")));

        var head = await test.RunAsync("Broken");

        Assert.Equal((OrchestrationStatus.Failed, "Function 'Broken' failed with an unhandled exception."), (head.Status, head.Output));
        Assert.Equal(Kinds.ExecutionCompleted, (await test.Hub.HistoryAsync("one"))[2].EventTypeCase);
    }

    [Fact]
    public async Task Calls_without_an_answer_are_made_again_and_leave_no_trace()
    {
        using var test = new HubTest(azurite.ConnectionString);
        var (turns, steps) = (0, 0);
        test.Functions
            .Orchestrator("Once", turn =>
            {
                if (++turns is 1 or 3) throw new ScriptedEnd(new CallEnd.NoAnswer("died"));
                if (turn.Activity(0, "Step") is { } result) turn.Complete(result);
            })
            .Activity("Step", _ => Task.FromResult<CallEnd>(++steps == 1 ? new CallEnd.NoAnswer("died") : new CallEnd.Answered("2")));

        var head = await test.RunAsync("Once");

        Assert.Equal((OrchestrationStatus.Completed, "2", 4, 2), (head.Status, head.Output, turns, steps));
        Assert.Equal(8, (await test.Hub.HistoryAsync("one")).Count);
    }

    [Fact]
    public async Task An_action_asked_for_twice_fails_the_instance_and_is_not_carried_out()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Parted", turn =>
            {
                var step = new OrchestratorAction { Id = 0, ScheduleTask = new() { Name = "Step" } };
                turn.Response.Actions.Add(step);
            })
            .Activity("Step", _ => "1");

        var head = await test.RunAsync("Parted");

        Assert.Equal(OrchestrationStatus.Failed, head.Status);
        Assert.Contains("action 0 twice", head.Output, StringComparison.Ordinal);
        Assert.Single(test.Functions.Calls, call => call.StartsWith("Step", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_too_long_for_one_row_are_kept_whole()
    {
        using var test = new HubTest(azurite.ConnectionString);
        test.Functions
            .Orchestrator("Long", turn =>
            {
                if (turn.Activity(0, "Double", turn.Input) is { } result) turn.Complete(result);
            })
            .Activity("Double", input => $"\"{input.Trim('"')}{input.Trim('"')}\"");
        var input = $"\"{new string('é', 700_000)}\"";

        await test.RunAsync("Long", input: input);
        using var next = test.Next();
        var head = await next.HeadAsync();

        Assert.Equal((input, 1_400_002), (head.Input, head.Output!.Length));
        Assert.Equal(input, (await next.Hub.HistoryAsync("one"))[1].ExecutionStarted.Input);
        Assert.True(await next.Hub.PurgeAsync("one"));
        Assert.Empty(await next.RowKeysAsync());
    }
}
