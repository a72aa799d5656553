using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Solde.Local.Hosting;
using Solde.Platform.Durable.Protocol;
using Solde.Tests.Local.Hosting;

namespace Solde.Tests.Local.Durable;

public sealed class LocalHostDurableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string OrchestrationTrigger = """{ "type": "orchestrationTrigger", "direction": "in", "name": "context" }""";
    private const string ActivityTrigger = """{ "type": "activityTrigger", "direction": "in", "name": "input" }""";
    private const string DurableClient = """{ "type": "durableClient", "direction": "in", "name": "client" }""";

    private static readonly HttpClient Caller = new();

    [Fact]
    public async Task An_orchestration_runs_over_wrapped_calls_and_outlives_the_death_of_its_app()
    {
        // The app dies in its first activity call.
        using var app = DurableApp("""
            (readFileSync('calls.jsonl', 'utf8').match(/"url":"\/Step"/g).length === 1
              ? process.exit(1) : { body: '{"ReturnValue":"{\\"b\\":2}"}' })
            """);
        await using var host = await app.StartAsync(azurite);
        var client = await ClientAsync(host, app);

        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(client));
        await host.WhenIdleAsync();

        var head = await host.Hub!.FindAsync("one");
        Assert.Equal((OrchestrationStatus.Completed, "\"done\""), (head!.Status, head.Output));
        Assert.Equal(["/Client", "/Story", "/Step", "/Step", "/Story"], app.Calls.Select(call => call.Url));
        Assert.Equal("""{"a":1}""", Decode(app.Calls[2].Data("input")));
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(Decode(app.Calls[4].Data("context"))));
        Assert.Equal("""{"b":2}""", request.NewEvents.Single(@event => @event.TaskCompleted is not null).TaskCompleted.Result);
    }

    [Fact]
    public async Task A_timer_set_by_one_host_is_fired_by_the_next()
    {
        using var app = DurableApp("{ body: '{}' }", Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(2)));
        await using (var host = await app.StartAsync(azurite))
        {
            Assert.Equal(HttpStatusCode.Accepted, await StartAsync(await ClientAsync(host, app)));
            await app.CallsAsync(atLeast: 2);
        }

        await using var next = await app.StartAsync(azurite);
        await app.CallsAsync(atLeast: 3);
        await next.WhenIdleAsync();

        Assert.Equal(OrchestrationStatus.Completed, (await next.Hub!.FindAsync("one"))!.Status);
    }

    [Fact]
    public async Task The_client_binding_names_the_hub_of_host_json()
    {
        using var app = DurableApp("{ body: '{}' }").WithHostJson(json => json.Replace(
            "\"customHandler\"",
            """ "extensions": { "durableTask": { "hubName": "MyHub" } }, "customHandler" """,
            StringComparison.Ordinal));
        await using var host = await app.StartAsync(azurite);

        var client = await ClientAsync(host, app);

        Assert.Equal("MyHub", client["taskHubName"]!.GetValue<string>());
        Assert.StartsWith("code=", client["requiredQueryStringParameters"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal($"{host.BaseAddress}runtime/webhooks/durabletask", client["httpBaseUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_hub_that_storage_cannot_name_is_refused_at_the_start()
    {
        using var app = DurableApp("{ body: '{}' }");

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(
            () => LocalHost.StartAsync(app.Options(azurite) with { TaskHubName = "my-hub" }));

        Assert.Contains("'my-hub'", refusal.Message, StringComparison.Ordinal);
    }

    // The orchestrator's first turn asks for an activity, or for a timer where one is given; its second turn completes.
    private static FakeApp DurableApp(string step, Timestamp? timer = null)
    {
        var first = new OrchestratorAction { Id = 0 };
        if (timer is null) first.ScheduleTask = new() { Name = "Step", Input = """{"a":1}""" };
        else first.CreateTimer = new() { FireAt = timer };
        var end = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Completed, Result = "\"done\"" };
        var last = new OrchestratorAction { Id = 1, CompleteOrchestration = end };
        return new FakeApp($$"""
            call.url === '/Story' ? { body: JSON.stringify({ ReturnValue:
              readFileSync('calls.jsonl', 'utf8').match(/"url":"\/Story"/g).length === 1 ? '{{Answer(first)}}' : '{{Answer(last)}}' }) }
            : call.url === '/Step' ? {{step}}
            : { body: JSON.stringify({ Outputs: { res: { statusCode: 200, body: '' } } }) }
            """)
            .With("Story", OrchestrationTrigger)
            .With("Step", ActivityTrigger)
            .With("Client", Bindings.HttpTrigger("start", "get"), Bindings.HttpOut, DurableClient);
    }

    private static string Answer(OrchestratorAction action) => new OrchestratorResponse { Actions = { action } }.ToByteString().ToBase64();

    private static string Decode(JsonElement data) => JsonSerializer.Deserialize<string>(data.GetString()!)!;

    private static async Task<JsonNode> ClientAsync(LocalHost host, FakeApp app)
    {
        using var answer = await Caller.GetAsync(new Uri(host.BaseAddress, "api/start"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(Decode(app.Calls.Last(call => call.Url == "/Client").Data("client")))!;
    }

    private static async Task<HttpStatusCode> StartAsync(JsonNode client)
    {
        using var content = new StringContent("1", Encoding.UTF8, "application/json");
        var address = new Uri($"{client["httpBaseUrl"]}/orchestrators/Story/one?{client["requiredQueryStringParameters"]}");
        using var answer = await Caller.PostAsync(address, content);
        return answer.StatusCode;
    }
}
