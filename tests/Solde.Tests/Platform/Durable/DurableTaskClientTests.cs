using System.Net;
using System.Text.Json;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Tests.Platform.Durable;

/// <summary>The client against answers as the protocol has them, over real HTTP.</summary>
public sealed class DurableTaskClientTests : IDisposable
{
    private const string Hub = "taskHub=TheHub&connection=Storage&code=the%2Bkey";

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_start_looks_first_and_sends_the_input_as_JSON()
    {
        await using var hub = await ScriptedHub.StartAsync(call => call.Line[0] == 'G' ? (404, null) : (202, "{}"));

        var id = await Client(hub).ScheduleNewOrchestrationInstanceAsync(
            "Story",
            "refund 1é",
            new Order("o", 3),
            DurableTestsJson.Default.Order);

        Assert.Equal("refund 1é", id);
        Assert.Equal(
            [
                new HubCall($"GET /instances/refund%201%C3%A9?showInput=false&{Hub}", null, "", null),
                new HubCall(
                    "POST /orchestrators/Story/refund%201%C3%A9?code=the%2Bkey", "application/json; charset=utf-8", """{"id":"o","amount":3}""", null),
            ],
            hub.Calls);
    }

    [Fact]
    public async Task An_input_may_be_written_with_the_declared_orchestrators_own_resolver()
    {
        await using var hub = await ScriptedHub.StartAsync(call => call.Line[0] == 'G' ? (404, null) : (202, "{}"));
        var client = Client(hub);

        await client.ScheduleNewOrchestrationInstanceAsync("story", "i", new Order("o", 3));
        await client.RaiseEventAsync("i", "Paid", new Order("p", 4));
        await client.RaiseEventAsync("i", "Paid");

        Assert.Equal(
            ["""{"id":"o","amount":3}""", """{"id":"p","amount":4}""", "null"],
            hub.Calls.Where(call => call.Line[0] == 'P').Select(call => call.Body));
        await Assert.ThrowsAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync("Unknown", "i"));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.RaiseEventAsync("i", "Paid", new Version(1, 0)));
    }

    [Theory]
    [InlineData(ExistingInstance.LeaveAlone, "Running", false)]
    [InlineData(ExistingInstance.LeaveAlone, "Completed", false)]
    [InlineData(ExistingInstance.LeaveAlone, "Failed", false)]
    [InlineData(ExistingInstance.ReplaceEnded, "Pending", false)]
    [InlineData(ExistingInstance.ReplaceEnded, "Suspended", false)]
    [InlineData(ExistingInstance.ReplaceEnded, "Terminated", true)]
    [InlineData(ExistingInstance.ReplaceEnded, "Completed", true)]
    public async Task An_instance_that_exists_is_started_again_only_where_the_rule_says_so(
        ExistingInstance rule,
        string status,
        bool starts)
    {
        await using var hub = await ScriptedHub.StartAsync(call =>
            call.Line.StartsWith("GET", StringComparison.Ordinal) ? (200, Document(status)) : (202, "{}"));

        var id = await Client(hub).ScheduleNewOrchestrationInstanceAsync("Story", "i", "x", PlainJson.Default.String, new(rule));

        Assert.Equal("i", id);
        Assert.Equal(starts, hub.Calls.Any(call => call.Line.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Completed")]
    public async Task A_start_that_must_be_the_first_fails_when_the_instance_exists(string status)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (200, Document(status)));

        var thrown = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() =>
            Client(hub).ScheduleNewOrchestrationInstanceAsync("Story", "i", "x", PlainJson.Default.String, new(ExistingInstance.Fail)));

        Assert.Equal("i", thrown.InstanceId);
        Assert.Single(hub.Calls);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(500)]
    public async Task A_start_that_another_caller_was_faster_with_is_left_alone(int refusal)
    {
        var looks = 0;
        await using var hub = await ScriptedHub.StartAsync(call => call.Line.StartsWith("POST", StringComparison.Ordinal)
            ? (refusal, """{"Message":"An Orchestration instance with the status Running already exists."}""")
            : ++looks == 1 ? (404, null) : (202, Document("Running")));

        Assert.Equal("i", await Client(hub).ScheduleNewOrchestrationInstanceAsync("Story", "i", "x", PlainJson.Default.String));
        Assert.Equal(3, hub.Calls.Count);
    }

    [Fact]
    public async Task A_start_that_fails_for_another_reason_is_an_outage_that_says_the_answer()
    {
        await using var hub = await ScriptedHub.StartAsync(call => call.Line[0] == 'P' ? (500, "\"down\"") : (404, null));

        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() =>
            Client(hub).ScheduleNewOrchestrationInstanceAsync("Story", "i", "x", PlainJson.Default.String));

        Assert.Equal((HttpStatusCode.InternalServerError, "The task hub answered 500: \"down\""), (thrown.StatusCode, thrown.Message));
    }

    [Theory]
    [InlineData(202, RaiseEventResult.Raised)]
    [InlineData(404, RaiseEventResult.NoSuchInstance)]
    [InlineData(410, RaiseEventResult.HasEnded)]
    public async Task What_became_of_an_event_is_a_value(int status, RaiseEventResult expected)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (status, null));

        Assert.Equal(expected, await Client(hub).RaiseEventAsync("i", "Paid/x", 5, PlainJson.Default.Int32));

        Assert.Equal(
            new HubCall($"POST /instances/i/raiseEvent/Paid%2Fx?{Hub}", "application/json; charset=utf-8", "5", null), Assert.Single(hub.Calls));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Any_other_answer_is_an_outage(int status)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (status, null));
        var client = Client(hub);

        Assert.Equal(status, (int)(await Assert.ThrowsAsync<HttpRequestException>(() => client.RaiseEventAsync("i", "Paid"))).StatusCode!);
        Assert.Equal(status, (int)(await Assert.ThrowsAsync<HttpRequestException>(() => client.GetInstanceAsync("i"))).StatusCode!);
        Assert.Equal(status, (int)(await Assert.ThrowsAsync<HttpRequestException>(() => client.TerminateInstanceAsync("i"))).StatusCode!);
        Assert.Equal(status, (int)(await Assert.ThrowsAsync<HttpRequestException>(() => client.PurgeInstanceAsync("i"))).StatusCode!);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await client.GetAllInstancesAsync().GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_an_outage()
    {
        var hub = await ScriptedHub.StartAsync(_ => (202, null));
        var client = Client(hub);
        await hub.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.RaiseEventAsync("i", "Paid"));
    }

    [Fact]
    public async Task An_instance_is_shown_with_its_data_only_where_they_are_asked_for()
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (200, Document("Completed")));
        var client = Client(hub);

        var instance = await client.GetInstanceAsync("i", getInputsAndOutputs: true);
        var bare = await client.GetInstanceAsync("i");

        Assert.Equal(
            ("Story", "i", OrchestrationRuntimeStatus.Completed, true),
            (instance!.Name, instance.InstanceId, instance.RuntimeStatus, instance.HasEnded));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), instance.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 5, 0, TimeSpan.Zero), instance.LastUpdatedAt);
        Assert.Equal(new Order("o", 3), instance.ReadInputAs(DurableTestsJson.Default.Order));
        // An output that the hub shows as a text.
        Assert.Equal(new Order("p", 4), instance.ReadOutputAs(DurableTestsJson.Default.Order));
        Assert.Equal("half", instance.ReadCustomStatusAs(PlainJson.Default.String));
        Assert.Equal((null, null, null), (bare!.SerializedInput, bare.SerializedOutput, bare.SerializedCustomStatus));
        Assert.Equal(
            [$"GET /instances/i?showInput=true&{Hub}", $"GET /instances/i?showInput=false&{Hub}"],
            hub.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task An_instance_that_is_unknown_is_null_and_nothing_to_wait_for()
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (404, null));

        Assert.Null(await Client(hub).GetInstanceAsync("i"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client(hub).WaitForInstanceCompletionAsync("i"));
    }

    [Fact]
    public async Task A_wait_ends_with_the_instance()
    {
        var looks = 0;
        await using var hub = await ScriptedHub.StartAsync(_ => ++looks < 3 ? (202, Document("Running")) : (200, Document("Failed")));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await Client(hub).WaitForInstanceCompletionAsync("i")).RuntimeStatus);
        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task A_status_that_nobody_knows_is_not_taken_for_another()
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (200, Document("Dancing")));

        await Assert.ThrowsAsync<JsonException>(() => Client(hub).GetInstanceAsync("i"));
    }

    [Theory]
    [InlineData(202, InstanceCommandResult.Accepted)]
    [InlineData(200, InstanceCommandResult.Accepted)]
    [InlineData(404, InstanceCommandResult.NoSuchInstance)]
    [InlineData(410, InstanceCommandResult.HasEnded)]
    public async Task What_became_of_a_command_is_a_value(int status, InstanceCommandResult expected)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (status, null));
        var client = Client(hub);

        Assert.Equal(expected, await client.TerminateInstanceAsync("i", "wrong & late"));
        Assert.Equal(expected, await client.SuspendInstanceAsync("i"));
        Assert.Equal(expected, await client.ResumeInstanceAsync("i", "on"));

        Assert.Equal(
            [
                $"POST /instances/i/terminate?reason=wrong%20%26%20late&{Hub}",
                $"POST /instances/i/suspend?{Hub}",
                $"POST /instances/i/resume?reason=on&{Hub}",
            ],
            hub.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task A_purge_tells_how_many_it_removed()
    {
        var isThere = true;
        await using var hub = await ScriptedHub.StartAsync(_ => isThere ? (200, """{"instancesDeleted":1}""") : (404, null));

        Assert.Equal(new PurgeResult(1), await Client(hub).PurgeInstanceAsync("i"));
        isThere = false;
        Assert.Equal(new PurgeResult(0), await Client(hub).PurgeInstanceAsync("i"));
        Assert.Equal($"DELETE /instances/i?{Hub}", hub.Calls.First().Line);
    }

    [Fact]
    public async Task A_list_goes_on_from_page_to_page()
    {
        await using var hub = await ScriptedHub.StartAsync((call, response) =>
        {
            if (call.Continuation is null)
                response.Headers["x-ms-continuation-token"] = "page two";
            return (200, call.Continuation is null ? $"[{Document("Running")},{Document("Failed")}]" : $"[{Document("Pending")}]");
        });
        var filter = new OrchestrationQuery(
            CreatedFrom: new DateTimeOffset(2026, 1, 31, 1, 0, 0, TimeSpan.FromHours(1)),
            Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed],
            PageSize: 2);

        var seen = new List<OrchestrationRuntimeStatus>();
        await foreach (var instance in Client(hub).GetAllInstancesAsync(filter))
            seen.Add(instance.RuntimeStatus);

        Assert.Equal([OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Pending], seen);
        Assert.Equal([null, "page two"], hub.Calls.Select(call => call.Continuation));
        Assert.All(hub.Calls, call => Assert.Equal(
            $"GET /instances/?runtimeStatus=Running%2CFailed&createdTimeFrom=2026-01-31T00%3A00%3A00.0000000Z&top=2&showInput=false&{Hub}",
            call.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("@a")]
    [InlineData("a\u0001b")]
    public async Task An_id_that_the_hub_would_not_take_is_not_sent(string id)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (202, null));
        var client = Client(hub);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync("Story", id));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.RaiseEventAsync(id, "Paid"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetInstanceAsync(id));
        Assert.Empty(hub.Calls);
    }

    private DurableTaskClient Client(ScriptedHub hub)
    {
        var functions = new FunctionCatalogue();
        functions.Add(new FunctionDeclaration(
            "Story",
            new OrchestrationTrigger(Turns.Declare<Order, int>((_, _) => Task.FromResult(1))),
            []));
        var client = new DurableTaskClient(_http, functions);
        client.Bind(DurableClientBinding.Parse(hub.Binding.ToJsonString()));
        return client;
    }

    private static string Document(string status) => $$"""
        {
          "name": "Story", "instanceId": "i", "runtimeStatus": "{{status}}", "input": {"id":"o","amount":3},
          "output": "{\"id\":\"p\",\"amount\":4}", "customStatus": "half", "createdTime": "2026-01-31T12:00:00Z",
          "lastUpdatedTime": "2026-01-31T12:05:00Z", "historyEvents": null
        }
        """;
}
