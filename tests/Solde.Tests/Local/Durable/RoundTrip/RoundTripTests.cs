using System.Globalization;
using Solde.Platform.Durable;

namespace Solde.Tests.Local.Durable.RoundTrip;

/// <summary>Real orchestrators, the real hub and the real client, over the wire that the Functions host speaks.</summary>
public sealed class RoundTripTests(SampleApp app) : IClassFixture<SampleApp>
{
    [Fact]
    public async Task Activities_side_by_side_and_one_after_another_end_with_their_result()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Steps), "a");

        var status = await app.StatusAsync(instance);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "\"a1a2\"", "\"on the way\""), (status.RuntimeStatus, status.SerializedOutput, status.SerializedCustomStatus));
    }

    [Fact]
    public async Task An_activity_that_fails_is_tried_again_when_its_policy_says()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Retries), "it came");
        await app.PassAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StatusAsync(instance)).RuntimeStatus);
        await app.PassAsync(TimeSpan.FromSeconds(1));
        await app.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("\"it came at the third try\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Fact]
    public async Task A_failed_activity_reaches_the_orchestrator_as_an_exception()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Failure), "x");

        Assert.Equal("\"Fails failed\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Fact]
    public async Task An_event_that_comes_before_it_is_waited_for_is_kept()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.EventBefore), "heard: ");
        await app.RaiseAsync(instance, "WORD", "early");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await app.StatusAsync(instance)).RuntimeStatus);

        await app.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("\"heard: early\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Theory]
    [InlineData(6, "in time")]
    [InlineData(8, "nothing")]
    public async Task An_event_races_a_timer_longer_than_the_storage_takes_at_once(int days, string ends)
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.EventAgainstTimer), "");
        for (var day = 0; day < days; day++)
            await app.PassAsync(TimeSpan.FromDays(1));
        await app.Client.RaiseEventAsync(instance, "word", (object)"in time");
        await app.Hub.RunUntilIdleAsync();

        Assert.Equal($"\"{ends}\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Fact]
    public async Task The_event_that_loses_a_race_is_not_lost()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Race), "");
        await app.RaiseAsync(instance, "other", "B");
        await app.RaiseAsync(instance, "one", "A");

        Assert.Equal("\"B before A\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Theory]
    [InlineData("good", "good")]
    [InlineData("bad", "the child failed: it was bad")]
    public async Task A_sub_orchestration_gives_its_parent_its_result_or_its_failure(string input, string output)
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Parent), input);

        Assert.Equal($"\"{output}\"", (await app.StatusAsync(instance)).SerializedOutput);
    }

    [Fact]
    public async Task Ten_thousand_events_in_one_life_are_each_counted_once_and_the_history_stays_small()
    {
        const int Events = 10_000;
        var instance = await app.StartAsync(nameof(SampleWorkflow.Counter), new Count(0, Events, 1));
        var longest = 0;
        foreach (var thousand in Enumerable.Range(0, Events).Chunk(1_000))
        {
            await Task.WhenAll(thousand.Select(_ => app.Hub.Hub.RaiseEventAsync(instance, "tick", "1")));
            await app.Hub.RunUntilIdleAsync();
            longest = Math.Max(longest, (await app.Hub.Hub.HistoryAsync(instance)).Count);
        }

        var status = await app.StatusAsync(instance);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, status.RuntimeStatus);
        var count = status.ReadOutputAs(SampleJson.Default.Count)!;
        Assert.Equal((Events, 50), (count.Sum, count.Lives));
        Assert.True(longest < 1_000, longest.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_instance_is_suspended_resumed_terminated_listed_and_purged()
    {
        var instance = await app.StartAsync(nameof(SampleWorkflow.Race), "");
        Assert.Equal(InstanceCommandResult.Accepted, await app.Client.SuspendInstanceAsync(instance, "a look first"));
        await app.Hub.RunUntilIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await app.StatusAsync(instance)).RuntimeStatus);
        await app.RaiseAsync(instance, "one", "A");
        Assert.Equal(InstanceCommandResult.Accepted, await app.Client.ResumeInstanceAsync(instance));
        await app.RaiseAsync(instance, "other", "B");
        Assert.Equal("\"A before B\"", (await app.StatusAsync(instance)).SerializedOutput);

        var stopped = await app.StartAsync(nameof(SampleWorkflow.Race), "");
        Assert.Equal(InstanceCommandResult.Accepted, await app.Client.TerminateInstanceAsync(stopped, "enough"));
        await app.Hub.RunUntilIdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.StatusAsync(stopped)).RuntimeStatus);
        Assert.Equal(RaiseEventResult.HasEnded, await app.Client.RaiseEventAsync(stopped, "one", (object)"late"));

        var listed = await app.Client.GetAllInstancesAsync().ToListAsync();
        Assert.Contains(listed, known => known.InstanceId == stopped);
        Assert.Equal(1, (await app.Client.PurgeInstanceAsync(stopped)).PurgedInstanceCount);
        Assert.Null(await app.Client.GetInstanceAsync(stopped));
    }
}
