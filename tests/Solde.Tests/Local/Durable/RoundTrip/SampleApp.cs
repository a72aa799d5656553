using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;
using Solde.Tests.Harness;

namespace Solde.Tests.Local.Durable.RoundTrip;

/// <summary>The sample stories in a real app, the real hub before it, and the real client to the hub: all over HTTP.</summary>
public sealed class SampleApp : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    internal TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));

    internal TestTaskHub Hub { get; private set; } = null!;

    internal DurableTaskClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        var builder = new FunctionAppBuilder([]);
        builder.Web.Logging.ClearProviders();
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Steps), SampleJson.Default, SampleWorkflow.Steps);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Retries), SampleJson.Default, SampleWorkflow.Retries);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Failure), SampleJson.Default, SampleWorkflow.Failure);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.EventBefore), SampleJson.Default, SampleWorkflow.EventBefore);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.EventAgainstTimer), SampleJson.Default, SampleWorkflow.EventAgainstTimer);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Race), SampleJson.Default, SampleWorkflow.Race);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Parent), SampleJson.Default, SampleWorkflow.Parent);
        builder.Orchestrator<string, string>(nameof(SampleWorkflow.Child), SampleJson.Default, SampleWorkflow.Child);
        builder.Orchestrator<Count, Count>(nameof(SampleWorkflow.Counter), SampleJson.Default, SampleWorkflow.Counter);
        builder.Activity<string, string>(nameof(SampleSteps.Echo), [], SampleJson.Default, SampleSteps.Echo);
        builder.Activity<string, string>(nameof(SampleSteps.Fails), [], SampleJson.Default, SampleSteps.Fails);
        builder.Activity<string, string>(nameof(SampleSteps.FailsTwice), [], SampleJson.Default, SampleSteps.FailsTwice);
        _app = builder.Build(_ => { });
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Hub = await TestTaskHub.StartAsync(
            _azurite.Account, AzuriteFixture.RandomName("t")[..9], Clock, new TestWorkflows(builder.Functions, InvokeAsync));
        Client = new DurableTaskClient(new HttpClient(), builder.Functions);
        Client.Bind(DurableClientBinding.Parse(Hub.ClientBinding));
    }

    public async Task DisposeAsync()
    {
        await Hub.DisposeAsync();
        _http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Starts a story under a name of its own and does what is due.</summary>
    internal async Task<string> StartAsync(string story, object input)
    {
        var instance = await Client.ScheduleNewOrchestrationInstanceAsync(story, $"{story}-{Guid.NewGuid():N}", input);
        await Hub.RunUntilIdleAsync();
        return instance;
    }

    internal async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Hub.RunUntilIdleAsync();
    }

    internal async Task RaiseAsync(string instance, string name, string payload)
    {
        Assert.Equal(RaiseEventResult.Raised, await Client.RaiseEventAsync(instance, name, payload));
        await Hub.RunUntilIdleAsync();
    }

    internal async Task<OrchestrationMetadata> StatusAsync(string instance) =>
        (await Client.GetInstanceAsync(instance, getInputsAndOutputs: true))!;

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> InvokeAsync(string function, JsonNode call, string? traceParent)
    {
        using var content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + function) { Content = content };
        if (traceParent is not null)
            request.Headers.Add("traceparent", traceParent);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null);
    }
}
