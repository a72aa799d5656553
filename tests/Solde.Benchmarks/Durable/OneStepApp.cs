using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;
using Solde.Tests.Harness;

namespace Solde.Benchmarks.Durable;

/// <summary>An app of one orchestrator with one activity, on Kestrel, and a hub that calls it by wrapped calls.</summary>
internal sealed class OneStepApp : IAsyncDisposable
{
    public const string Story = "OneStep";

    private readonly HttpClient _http;
    private readonly WebApplication _app;
    private TestTaskHub _hub = null!;

    private OneStepApp(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public static async Task<OneStepApp> StartAsync(string storage, string tablePrefix)
    {
        var builder = new FunctionAppBuilder([]);
        builder.Web.Logging.ClearProviders();
        builder.Orchestrator<string, string>(Story, OneStepJson.Default, RunAsync);
        builder.Activity<string, string>(nameof(Step), [], OneStepJson.Default, Step);
        var app = builder.Build(_ => { });
        await app.StartAsync();
        var started = new OneStepApp(app);
        var functions = new TestWorkflows(builder.Functions, (name, call, _) => started.InvokeAsync(name, call));
        started._hub = await TestTaskHub.StartAsync(StorageAccount.Parse(storage), tablePrefix, TimeProvider.System, functions);
        return started;
    }

    /// <summary>One orchestration from its start to its end.</summary>
    public async Task RunOneAsync(string instance)
    {
        if (!await _hub.Hub.StartAsync(Story, instance, "\"an input\""))
            throw new InvalidOperationException($"{instance} runs already.");
        await _hub.RunUntilIdleAsync();
    }

    public async Task<string?> OutputOfAsync(string instance) => (await _hub.Hub.FindAsync(instance))?.Output;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hub.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static Task<string> RunAsync(TaskOrchestrationContext context, string input) =>
        context.CallActivityAsync<string>(nameof(Step), input);

    private static Task<string> Step(TaskActivityContext context, string input) => Task.FromResult(input + ", done");

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> InvokeAsync(string function, JsonNode call)
    {
        using var content = new StringContent(call.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _http.PostAsync(new Uri("/" + function, UriKind.Relative), content);
        return (response.StatusCode, response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null);
    }
}

[JsonSerializable(typeof(string))]
internal sealed partial class OneStepJson : JsonSerializerContext;
