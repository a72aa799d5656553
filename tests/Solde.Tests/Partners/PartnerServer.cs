using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Solde.Tests.Partners;

/// <summary>A partner's own server: keeps what it gets and answers as it was told, 200 when it was told nothing.</summary>
internal sealed class PartnerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();
    private readonly ConcurrentQueue<RequestDelegate> _answers = new();

    private PartnerServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public IReadOnlyList<ReceivedMessage> Received => [.. _received];

    public static RequestDelegate Hangs { get; } = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>Says 200 and goes on talking for as long as somebody listens.</summary>
    public static RequestDelegate TalksWithoutEnd { get; } = async context =>
    {
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
    };

    public static async Task<PartnerServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var partner = new PartnerServer(builder.Build());
        partner._app.Run(partner.TakeAsync);
        await partner._app.StartAsync();
        return partner;
    }

    public static RequestDelegate Says(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static RequestDelegate RedirectsTo(Uri elsewhere) => context =>
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = elsewhere.AbsoluteUri;
        return Task.CompletedTask;
    };

    public void WillAnswer(params RequestDelegate[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _received.Enqueue(new ReceivedMessage(headers, Encoding.UTF8.GetString(body.ToArray())));
        context.Response.Headers.Connection = "close";
        if (_answers.TryDequeue(out var answer))
            await answer(context);
    }
}

internal sealed record ReceivedMessage(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json { get; } = JsonNode.Parse(Body)!;

    public string Id => Json["id"]!.GetValue<string>();

    public string Type => Json["type"]!.GetValue<string>();
}
