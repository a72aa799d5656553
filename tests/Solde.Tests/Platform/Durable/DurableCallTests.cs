using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Hosting;
using Solde.Tests.Platform.Hosting;

namespace Solde.Tests.Platform.Durable;

/// <summary>Orchestrators, activities and clients as the host calls them.</summary>
public sealed class DurableCallTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_turn_is_answered_whether_or_not_the_host_has_quoted_it(bool isQuoted)
    {
        await using var handler = await Handler.StartAsync(app =>
            app.Orchestrator<Order, int>(
                "Story",
                DurableTestsJson.Default,
                (context, order) => context.CallActivityAsync<int>("Charge", order.Amount)));
        var request = new OrchestratorRequest { InstanceId = "i-1" };
        request.NewEvents.Add(new HistoryEvent { ExecutionStarted = new() { Name = "Story", Input = """{"id":"o","amount":3}""" } });
        var text = Convert.ToBase64String(request.ToByteArray());

        var (status, answer) = await handler.InvokeAsync(
            "Story",
            new JsonObject { ["context"] = isQuoted ? JsonSerializer.Serialize(text) : text });

        Assert.Equal(HttpStatusCode.OK, status);
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer!["ReturnValue"]!.GetValue<string>()));
        Assert.Equal("i-1", response.InstanceId);
        Assert.Equal(["0 activity Charge(3)"], Turns.Asked(response));
    }

    [Fact]
    public async Task A_turn_whose_history_comes_another_way_or_is_broken_fails_the_call()
    {
        await using var handler = await Handler.StartAsync(app =>
            app.Orchestrator<string, int>("Story", DurableTestsJson.Default, (_, _) => Task.FromResult(1)));
        var streamed = Convert.ToBase64String(new OrchestratorRequest { InstanceId = "i", RequiresHistoryStreaming = true }.ToByteArray());

        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await handler.InvokeAsync("Story", new JsonObject { ["context"] = streamed })).Status);
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await handler.InvokeAsync("Story", new JsonObject { ["context"] = "AAAA" })).Status);
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await handler.InvokeAsync("Story", new JsonObject { ["context"] = "no base64" })).Status);
    }

    public static TheoryData<string> Inputs => new()
    {
        """{"id":"o","amount":3}""", """ "{\"id\":\"o\",\"amount\":3}" """, """ "\"{\\\"id\\\":\\\"o\\\",\\\"amount\\\":3}\"" """,
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task An_activity_gets_its_input_however_the_host_wrote_it_and_sends_its_messages(string input)
    {
        await using var handler = await Handler.StartAsync(app => app.Activity<Order, Order>("Charge", ["the-queue"], DurableTestsJson.Default, (context, order) =>
        {
            context.Outgoing.Send("the-queue", context.Name + order.Id);
            return Task.FromResult(order with { Amount = order.Amount + 1 });
        }));

        var (status, answer) = await handler.InvokeAsync("Charge", new JsonObject { ["input"] = JsonNode.Parse(input) });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"id":"o","amount":4}""", answer!["ReturnValue"]!.GetValue<string>());
        Assert.Equal("Chargeo", Assert.Single(answer["Outputs"]!["theQueue"]!.AsArray())!.GetValue<string>());
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\\\"plain\\\"\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\"12\"", "12")]
    [InlineData("null", null)]
    public async Task An_activity_gets_a_text_however_the_host_wrote_it(string input, string? expected)
    {
        string? seen = "unset";
        await using var handler = await Handler.StartAsync(app => app.Activity<string?, bool>("Tell", [], DurableTestsJson.Default, (_, text) =>
        {
            seen = text;
            return Task.FromResult(true);
        }));

        await handler.InvokeAsync("Tell", new JsonObject { ["input"] = JsonNode.Parse(input) });

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task An_activity_that_throws_fails_the_call_and_sends_nothing()
    {
        await using var handler = await Handler.StartAsync(app => app.Activity<string, int>("Charge", ["the-queue"], DurableTestsJson.Default, (context, _) =>
        {
            context.Outgoing.Send("the-queue", "lost");
            throw new InvalidOperationException("down");
        }));

        Assert.Equal(
            (HttpStatusCode.InternalServerError, null),
            await handler.InvokeAsync("Charge", new JsonObject { ["input"] = "\"x\"" }));
    }

    [Theory]
    [InlineData("Queue")]
    [InlineData("Timer")]
    [InlineData("Http")]
    public async Task A_function_that_is_declared_with_a_client_speaks_to_the_hub_that_its_call_names(string function)
    {
        await using var hub = await ScriptedHub.StartAsync(_ => (410, null));
        var results = new List<RaiseEventResult>();
        async Task RaiseAsync(IServiceProvider services) =>
            results.Add(await services.GetRequiredService<DurableTaskClient>().RaiseEventAsync("i-1", "Paid", 5, PlainJson.Default.Int32));
        await using var handler = await Handler.StartAsync(app =>
        {
            app.Queue("Queue", "the-queue", [], context => RaiseAsync(context.Services), usesDurableClient: true);
            app.Timer("Timer", "0 0 * * * *", [], context => RaiseAsync(context.Services), usesDurableClient: true);
            app.Http(
                "Http",
                "post",
                "go",
                [],
                endpoint => endpoint.MapPost("/", (HttpContext context) => RaiseAsync(context.RequestServices)),
                usesDurableClient: true);
        });

        var (status, _) = await handler.InvokeAsync(function, new JsonObject
        {
            ["client"] = JsonSerializer.Serialize(hub.Binding.ToJsonString()),
            ["message"] = "\"x\"",
            ["timer"] = new JsonObject(),
            ["request"] = new JsonObject { ["Url"] = "http://localhost/api/go", ["Method"] = "POST" },
        });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([RaiseEventResult.HasEnded], results);
    }

    [Fact]
    public async Task A_function_without_a_client_is_told_so_and_one_whose_call_names_no_hub_fails()
    {
        Exception? seen = null;
        await using var handler = await Handler.StartAsync(app =>
        {
            app.Queue("Without", "a-queue", [], async context =>
                seen = await Record.ExceptionAsync(() => context.Services.GetRequiredService<DurableTaskClient>().GetInstanceAsync("i")));
            app.Queue("With", "b-queue", [], _ => Task.CompletedTask, usesDurableClient: true);
        });

        await handler.InvokeAsync("Without", new JsonObject { ["message"] = "\"x\"" });

        Assert.IsType<InvalidOperationException>(seen);
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await handler.InvokeAsync("With", new JsonObject { ["message"] = "\"x\"" })).Status);
    }

    [Fact]
    public void The_bindings_are_those_of_the_durable_extension()
    {
        var app = new FunctionAppBuilder([]);
        app.Orchestrator<string, int>("Story", DurableTestsJson.Default, (_, _) => Task.FromResult(1));
        app.Activity<string, int>("Charge", ["the-queue"], DurableTestsJson.Default, (_, _) => Task.FromResult(1));
        app.Http("Orders", "orders", [], _ => { }, usesDurableClient: true);

        Assert.Equal(["orchestrationTrigger in context"], Bindings(app, "Story"));
        Assert.Equal(["activityTrigger in input", "serviceBus out theQueue"], Bindings(app, "Charge"));
        Assert.Equal(["httpTrigger in request", "http out response", "durableClient in client"], Bindings(app, "OrdersCommands"));
        Assert.False(app.Functions.Find("OrdersCommands")!.IsForwarded);
        Assert.Equal(["httpTrigger in request", "http out response"], Bindings(app, "OrdersRead"));
    }

    private static IEnumerable<string> Bindings(FunctionAppBuilder app, string name) =>
        JsonNode.Parse(FunctionJson.Render(app.Functions.Find(name)!))!["bindings"]!.AsArray()
            .Select(binding => $"{binding!["type"]} {binding["direction"]} {binding["name"]}");
}
