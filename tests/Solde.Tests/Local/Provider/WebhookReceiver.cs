using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Solde.Tests.Local.Provider;

internal sealed record ReceivedEvent(string Signature, byte[] Body)
{
    public JsonObject Event { get; } = JsonNode.Parse(Body)!.AsObject();

    public string Id => Event["id"]!.GetValue<string>();
}

/// <summary>A webhook endpoint that keeps what it gets and answers as it was told, 200 when it was told nothing.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<ReceivedEvent> received = Channel.CreateUnbounded<ReceivedEvent>();
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single());

    public ConcurrentQueue<int> Answers { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new WebhookReceiver(builder.Build());
        receiver.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            http.Response.StatusCode = receiver.Answers.TryDequeue(out var status) ? status : 200;
            receiver.received.Writer.TryWrite(new ReceivedEvent(http.Request.Headers["Stripe-Signature"].ToString(), body.ToArray()));
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    public async Task<ReceivedEvent> NextAsync() => await received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<IReadOnlyList<string>> NextIdsAsync(int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
            ids.Add((await NextAsync()).Id);
        return ids;
    }

    public bool HasNone => received.Reader.Count == 0;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
