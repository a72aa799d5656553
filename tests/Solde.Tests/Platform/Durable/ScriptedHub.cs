using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Solde.Tests.Platform.Durable;

/// <summary>One call of the task hub's HTTP API, as it came over the wire.</summary>
internal sealed record HubCall(string Line, string? ContentType, string Body, string? Continuation);

/// <summary>A task hub's HTTP API whose answers the test gives.</summary>
internal sealed class ScriptedHub : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ScriptedHub(WebApplication web) => _web = web;

    public ConcurrentQueue<HubCall> Calls { get; } = new();

    private string Address =>
        _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>What a durableClient binding would hold.</summary>
    public JsonObject Binding => new()
    {
        ["taskHubName"] = "TheHub",
        ["connectionName"] = "Storage",
        ["rpcBaseUrl"] = "http://127.0.0.1:1/",
        ["httpBaseUrl"] = Address + "/runtime/webhooks/durabletask",
        ["requiredQueryStringParameters"] = "code=the%2Bkey",
    };

    /// <param name="answer">A status and a JSON body, or no body.</param>
    public static Task<ScriptedHub> StartAsync(Func<HubCall, (int Status, string? Body)> answer) =>
        StartAsync((call, _) => answer(call));

    public static async Task<ScriptedHub> StartAsync(Func<HubCall, HttpResponse, (int Status, string? Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hub = new ScriptedHub(builder.Build());
        hub._web.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = new HubCall(
                $"{context.Request.Method} {RawTarget(context)}",
                context.Request.ContentType,
                await reader.ReadToEndAsync(),
                context.Request.Headers["x-ms-continuation-token"]);
            hub.Calls.Enqueue(call);
            var (status, body) = answer(call, context.Response);
            context.Response.StatusCode = status;
            if (body is not null)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body);
            }
        });
        await hub._web.StartAsync();
        return hub;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>Below the API's root, escaped as it was sent.</summary>
    private static string RawTarget(HttpContext context) =>
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget["/runtime/webhooks/durabletask".Length..];
}
