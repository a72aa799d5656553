using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Local.Durable;

public sealed class TaskHubApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly HttpClient Caller = new();

    private readonly TestClock clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private readonly ScriptedFunctions functions = new();
    private TestTaskHub hub = null!;
    private JsonObject client = null!;

    public async Task InitializeAsync()
    {
        functions
            .Orchestrator("Listen", turn =>
            {
                if (turn.Event("Stop") is { } said && turn.Activity(0, "Step", said) is { } result) turn.Complete(result);
            })
            .Activity("Step", input => input);
        hub = await TestTaskHub.StartAsync(azurite.Account, AzuriteFixture.RandomName("t")[..12], clock, functions);
        client = JsonNode.Parse(hub.ClientBinding)!.AsObject();
    }

    public async Task DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task Without_the_key_nothing_is_answered()
    {
        using var none = await Caller.GetAsync(new Uri($"{client["httpBaseUrl"]}/instances/one"));
        using var wrong = await Caller.PostAsync(new Uri($"{client["httpBaseUrl"]}/orchestrators/Listen/one?code=guess"), null);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task A_started_instance_is_told_how_to_reach_it_and_shows_itself_until_it_ends()
    {
        var (status, started) = await SendAsync(HttpMethod.Post, "orchestrators/listen/one two", """{"a":1}""");
        Assert.Equal((HttpStatusCode.Accepted, "one two"), (status, started!["id"]!.GetValue<string>()));
        await hub.RunUntilIdleAsync();

        using var going = await Caller.GetAsync(new Uri(started["statusQueryGetUri"]!.GetValue<string>()));
        var shown = JsonNode.Parse(await going.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Accepted, "Running"), (going.StatusCode, shown["runtimeStatus"]!.GetValue<string>()));
        Assert.NotNull(going.Headers.Location);
        Assert.Equal(("""{"a":1}""", "2026-03-10T15:00:00Z"), (shown["input"]!.ToJsonString(), shown["createdTime"]!.GetValue<string>()));

        var raise = started["sendEventPostUri"]!.GetValue<string>().Replace("{eventName}", "Stop", StringComparison.Ordinal);
        using (var content = new StringContent("\"so\"", Encoding.UTF8, "application/json"))
        using (var raised = await Caller.PostAsync(new Uri(raise), content)) Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        await hub.RunUntilIdleAsync();

        (status, var ended) = await SendAsync(
            HttpMethod.Get, "instances/one two", query: "showInput=false&showHistory=true&showHistoryOutput=true");
        Assert.Equal((HttpStatusCode.OK, "Completed", "so"), (status, Text(ended, "runtimeStatus"), Text(ended, "output")));
        Assert.Null(ended!["input"]);
        var history = ended["historyEvents"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "EventRaised", "TaskCompleted", "ExecutionCompleted"],
            history.Select(entry => Text(entry, "EventType")));
        Assert.Equal(("Step", "so"), (Text(history[2], "FunctionName"), Text(history[2], "Result")));
    }

    [Fact]
    public async Task What_cannot_be_started_is_refused()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(HttpMethod.Post, "orchestrators/Listen/one")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Post, "orchestrators/Listen/one")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "orchestrators/Listen/two", "{ no")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "orchestrators/Absent/two")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "orchestrators/Listen/@two")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, $"orchestrators/Listen/{new string('x', 101)}")).Status);
        var (status, named) = await SendAsync(HttpMethod.Post, "orchestrators/Listen");
        Assert.Equal((HttpStatusCode.Accepted, 32), (status, Text(named, "id")!.Length));
    }

    [Fact]
    public async Task Events_are_taken_as_json_by_instances_that_have_not_ended()
    {
        await SendAsync(HttpMethod.Post, "orchestrators/Listen/one");
        await SendAsync(HttpMethod.Post, "orchestrators/Listen/ended");
        await SendAsync(HttpMethod.Post, "instances/ended/terminate", query: "reason=enough");
        await hub.RunUntilIdleAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Post, "instances/nobody/raiseEvent/Said", "1")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await SendAsync(HttpMethod.Post, "instances/ended/raiseEvent/Said", "1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "instances/one/raiseEvent/S", "1", "text/plain")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "instances/one/raiseEvent/Said", "{ no")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(HttpMethod.Post, "instances/one/raiseEvent/Said", "1")).Status);
        var (status, ended) = await SendAsync(HttpMethod.Get, "instances/ended");
        Assert.Equal((HttpStatusCode.OK, "Terminated", "enough"), (status, Text(ended, "runtimeStatus"), Text(ended, "output")));
    }

    [Theory]
    [InlineData("terminate", "Terminated")]
    [InlineData("suspend", "Suspended")]
    [InlineData("resume", "Running")]
    public async Task A_command_is_accepted_once_there_is_an_instance_that_has_not_ended(string command, string then)
    {
        await SendAsync(HttpMethod.Post, "orchestrators/Listen/one");

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Post, $"instances/nobody/{command}")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(HttpMethod.Post, $"instances/one/{command}")).Status);
        await hub.RunUntilIdleAsync();
        Assert.Equal(then, Text((await SendAsync(HttpMethod.Get, "instances/one")).Body, "runtimeStatus"));
        await SendAsync(HttpMethod.Post, "instances/one/terminate");
        await hub.RunUntilIdleAsync();
        Assert.Equal(HttpStatusCode.Gone, (await SendAsync(HttpMethod.Post, $"instances/one/{command}")).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await SendAsync(HttpMethod.Post, "instances/one/rewind")).Status);
    }

    [Fact]
    public async Task Ended_instances_are_listed_in_pages_and_purged_one_by_one_or_together()
    {
        for (var number = 0; number < 5; number++) await SendAsync(HttpMethod.Post, $"orchestrators/Listen/i{number}");
        for (var number = 0; number < 3; number++) await SendAsync(HttpMethod.Post, $"instances/i{number}/terminate");
        await hub.RunUntilIdleAsync();

        using var first = await GetListAsync("top=2&runtimeStatus=Terminated,Failed&createdTimeFrom=2026-03-10", null);
        var token = first.Headers.GetValues("x-ms-continuation-token").Single();
        using var second = await GetListAsync("top=2&runtimeStatus=Terminated,Failed&createdTimeFrom=2026-03-10", token);
        Assert.Equal(["i0", "i1"], await IdsAsync(first));
        Assert.Equal(["i2"], await IdsAsync(second));
        Assert.False(second.Headers.Contains("x-ms-continuation-token"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, "instances/i0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, "instances/i0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "instances/i0")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Delete, "instances")).Status);
        const string All = "createdTimeFrom=2026-03-10T00:00:00Z";
        var (status, purged) = await SendAsync(HttpMethod.Delete, "instances", query: All);
        Assert.Equal((HttpStatusCode.OK, 2), (status, purged!["instancesDeleted"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, "instances", query: All)).Status);
        using var left = await GetListAsync("", null);
        Assert.Equal(["i3", "i4"], await IdsAsync(left));
    }

    private static string? Text(JsonNode? json, string name) => json?[name]?.GetValue<string>();

    private string Address(string path, string query) =>
        $"{client["httpBaseUrl"]}/{path}?{query}&{client["requiredQueryStringParameters"]}";

    private async Task<HttpResponseMessage> GetListAsync(string query, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("instances/", query));
        if (token is not null) request.Headers.Add("x-ms-continuation-token", token);
        return await Caller.SendAsync(request);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(HttpResponseMessage list) =>
        JsonNode.Parse(await list.Content.ReadAsStringAsync())!.AsArray().Select(instance => Text(instance, "instanceId"));

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string query = "")
    {
        using var request = new HttpRequestMessage(method, Address(path, query));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await Caller.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
