using Azure;
using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Tests.Faults;

namespace Solde.Tests.Local.Durable;

/// <summary>A hub that dies at each of its storage calls in turn, and another one that goes on from what lies in the table.</summary>
public sealed class CrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private StorageProxy proxy = null!;

    public async Task InitializeAsync() => proxy = await StorageProxy.StartAsync(azurite.ConnectionString);

    public async Task DisposeAsync() => await proxy.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_storage_call_loses_nothing_and_doubles_nothing(bool afterCommit)
    {
        var crashes = 0;
        for (var at = 0; ; at++)
        {
            if (!await RunWithCrashAsync(at, afterCommit)) break;
            crashes++;
        }

        // Starts, turns of two instances and a child, deliveries, deletions: fewer would mean that the story was not told.
        Assert.True(crashes > 15, $"{crashes} crashes");
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("lost answer")]
    [InlineData("another writer")]
    public async Task One_fault_at_any_storage_call_is_seen_through(string kind)
    {
        var calls = int.MaxValue;
        for (var at = 0; at < calls; at++)
        {
            var first = proxy.Calls.Count;
            var fault = kind switch
            {
                "busy" => Fault.Status503Before,
                "lost answer" => Fault.DropConnectionAfterCommit,
                _ => Fault.Precondition412,
            };
            // Another writer is met in a turn's transaction: nothing else asks for a version.
            proxy.OnCall = call => call.Number == first + at && (kind != "another writer" || call.Kind == "EntityGroupTransaction")
                ? fault
                : Fault.None;
            using var test = new HubTest(proxy.ConnectionString, functions: Functions());
            await TellAsync(test);
            await CheckAsync(test);
            calls = proxy.Calls.Count - first;
        }
    }

    /// <returns>False when the story was over before the call that was to fail.</returns>
    private async Task<bool> RunWithCrashAsync(int at, bool afterCommit)
    {
        var first = proxy.Calls.Count;
        var crashed = false;
        // From that call on nothing gets through: a process that is dead says no more.
        proxy.OnCall = call =>
        {
            if (call.Number < first + at) return Fault.None;
            var isTheOne = !crashed;
            crashed = true;
            return isTheOne && afterCommit ? Fault.DropConnectionAfterCommit : Fault.DropConnectionBefore;
        };
        using var test = new HubTest(proxy.ConnectionString, functions: Functions());
        try
        {
            await TellAsync(test);
        }
        catch (Exception dead) when (dead is RequestFailedException or AggregateException or IOException)
        {
        }
        proxy.OnCall = _ => Fault.None;
        if (!crashed) return false;

        using var next = test.Next(azurite.ConnectionString);
        await TellAsync(next);
        await CheckAsync(next);
        return true;
    }

    private static ScriptedFunctions Functions() => new ScriptedFunctions()
        .Orchestrator("Parent", turn =>
        {
            var due = turn.Request.PastEvents.Concat(turn.Request.NewEvents).First().Timestamp.ToDateTimeOffset().AddMinutes(5);
            if (turn.Activity(0, "Step", "1") is not { } step || turn.Child(1, "Child", "child", step) is not { } child) return;
            turn.Send(2, "listener", "Said", child);
            if (turn.Timer(3, due)) turn.Complete(child);
        })
        .Orchestrator("Child", turn =>
        {
            if (turn.Input!.Length < 3) turn.ContinueAsNew(turn.Input + "0", turn.Raised);
            else turn.Complete(turn.Input);
        })
        .Orchestrator("Listener", turn =>
        {
            var said = turn.Raised.Where(raised => raised.Name == "Said").Select(raised => raised.Input);
            if (turn.Event("Stop") is not null) turn.Complete($"[{string.Join(',', said)}]");
        })
        .Activity("Step", input => input + "1");

    // A fault that the hub cannot see through comes out, and the next call begins again what it met.
    private static async Task RunAsync(HubTest test)
    {
        try
        {
            await test.Hub.RunUntilIdleAsync();
        }
        catch (IOException reason) when (reason.InnerException is RequestFailedException { Status: 412 })
        {
            await test.Hub.RunUntilIdleAsync();
        }
    }

    // Every step may be told again by who does not know whether it was heard.
    private static async Task TellAsync(HubTest test)
    {
        await StartAsync(test, "Listener", "listener");
        await StartAsync(test, "Parent", "one");
        await RunAsync(test);
        test.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(test);
        await test.Hub.RaiseEventAsync("listener", "Stop", "1");
        await RunAsync(test);
    }

    private static async Task StartAsync(HubTest test, string name, string id)
    {
        if (await test.Hub.FindAsync(id) is null) await test.Hub.StartAsync(name, id, null);
    }

    private static async Task CheckAsync(HubTest test)
    {
        var ends = new List<(OrchestrationStatus, string?)>();
        foreach (var id in new[] { "one", "child", "listener" })
        {
            var head = await test.HeadAsync(id);
            ends.Add((head.Status, head.Output));
            var history = await test.Hub.HistoryAsync(id);
            foreach (var caused in history.Where(@event => @event.EventId >= 0).GroupBy(@event => (@event.EventTypeCase, @event.EventId)))
                Assert.Single(caused);
            Assert.Single(history, @event => @event.ExecutionStarted is not null);
            Assert.Single(history, @event => @event.ExecutionCompleted is not null);
            Assert.True(history.Count(@event => @event.TaskCompleted is not null) <= 1);
            Assert.True(history.Count(@event => @event.SubOrchestrationInstanceCompleted is not null) <= 1);
            Assert.True(history.Count(@event => @event.TimerFired is not null) <= 1);
        }
        var done = OrchestrationStatus.Completed;
        Assert.Equal([(done, "110"), (done, "110"), (done, "[110]")], ends);
        foreach (var id in new[] { "one", "child", "listener" })
        {
            Assert.DoesNotContain(await test.RowKeysAsync(id), key => key[0] is 'o' or 'i');
        }
    }
}
