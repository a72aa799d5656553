using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;
using Solde.Tests.Faults;

namespace Solde.Tests.Local.Durable;

/// <summary>The hub as the local host runs it: several instances at once, in real time.</summary>
public sealed class ConcurrentHubTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Many_instances_at_once_each_take_all_their_events_and_timers()
    {
        const int Instances = 30;
        const int Events = 20;
        var functions = new ScriptedFunctions()
            .Orchestrator("Gather", turn =>
            {
                var due = turn.Request.PastEvents.Concat(turn.Request.NewEvents).First().Timestamp.ToDateTimeOffset().AddMilliseconds(50);
                var steps = Enumerable.Range(0, 5).Select(id => turn.Activity(id, "Step", $"{id}")).ToArray();
                if (turn.Timer(5, due) && steps.All(step => step is not null) && turn.Raised.Count == Events)
                    turn.Complete($"[{string.Join(',', turn.Raised.Select(raised => raised.Input))}]");
            })
            .Activity("Step", input => input);
        using var hub = new TaskHub(new TaskHubOptions
        {
            Account = StorageAccount.Parse(azurite.ConnectionString),
            Functions = functions,
            TablePrefix = AzuriteFixture.RandomName("t")[..12],
        });
        using var stop = new CancellationTokenSource();
        var running = hub.RunAsync(stop.Token, CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, Instances).Select(async number =>
        {
            Assert.True(await hub.StartAsync("Gather", $"i{number}", null));
            for (var said = 0; said < Events; said++)
                Assert.Equal(SendOutcome.Accepted, await hub.RaiseEventAsync($"i{number}", "Said", $"{said}"));
        }));
        var expected = $"[{string.Join(',', Enumerable.Range(0, Events))}]";
        for (var number = 0; number < Instances; number++) Assert.Equal(expected, await WhenEndedAsync(hub, $"i{number}"));

        await stop.CancelAsync();
        await running;
        Assert.Equal(Instances * 5, functions.Calls.Count(call => call.StartsWith("Step", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stopping_waits_for_the_call_under_way_and_begins_no_other()
    {
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var functions = new ScriptedFunctions()
            .Orchestrator("Two", turn =>
            {
                if (turn.Activity(0, "Slow") is not null && turn.Activity(1, "Slow") is not null) turn.Complete();
            })
            .Activity("Slow", async _ =>
            {
                begun.TrySetResult();
                await finish.Task;
                return new CallEnd.Answered("1");
            });
        var options = new TaskHubOptions
        {
            Account = StorageAccount.Parse(azurite.ConnectionString),
            Functions = functions,
            TablePrefix = AzuriteFixture.RandomName("t")[..12],
        };
        using (var hub = new TaskHub(options))
        {
            using var stop = new CancellationTokenSource();
            var running = hub.RunAsync(stop.Token, CancellationToken.None);
            await hub.StartAsync("Two", "one", null);
            await begun.Task;
            await stop.CancelAsync();
            Assert.False(running.IsCompleted);
            finish.SetResult();
            await running;
        }
        Assert.Single(functions.Calls, call => call.StartsWith("Slow", StringComparison.Ordinal));

        using var next = new TaskHub(options);
        await next.RunUntilIdleAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await next.FindAsync("one"))!.Status);
    }

    [Fact]
    public async Task An_orchestration_with_one_activity_costs_an_insert_and_two_transactions()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        using var test = new HubTest(proxy.ConnectionString);
        test.Functions
            .Orchestrator("Once", turn =>
            {
                if (turn.Activity(0, "Step") is { } result) turn.Complete(result);
            })
            .Activity("Step", _ => "1");
        await test.Hub.ReadyAsync();
        var before = proxy.Calls.Count;

        await test.Hub.StartAsync("Once", "one", "1");
        await test.Hub.RunUntilIdleAsync();

        Assert.Equal(
            ["InsertEntity", "EntityGroupTransaction", "EntityGroupTransaction"],
            proxy.Calls.Skip(before).Select(call => call.Kind));
    }

    private static async Task<string?> WhenEndedAsync(TaskHub hub, string id)
    {
        while (true)
        {
            var head = await hub.FindAsync(id);
            if (head!.HasEnded) return head.Output;
            await Task.Delay(20);
        }
    }
}
