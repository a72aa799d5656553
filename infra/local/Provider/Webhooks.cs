using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Delivers events: by itself, at least once, oldest first, with back-off until a 2xx; or as a test says, in any order and number.
/// </summary>
internal sealed class Webhooks(SandboxState state, SandboxClock clock, ProviderSandboxOptions options) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly SemaphoreSlim oneDeliverer = new(1);
    private volatile bool held = !options.DeliverAutomatically;

    public Uri? Endpoint { get; set; } = options.WebhookUrl;

    public IReadOnlyList<string> Undelivered
    {
        get
        {
            lock (state.Gate)
                return [.. state.All(Delivery.Kind).Select(delivery => delivery.Id())];
        }
    }

    /// <summary>Nothing is delivered by itself until <see cref="Release"/>; on demand still is.</summary>
    public void Hold() => held = true;

    public void Release() => held = false;

    /// <summary>Never delivers the event by itself; it stays listed as not delivered.</summary>
    public bool Drop(string eventId) => ChangeDelivery(eventId, (_, delivery) => delivery["dropped"] = true);

    public bool Delay(string eventId, TimeSpan wait) => ChangeDelivery(
        eventId, (change, delivery) => delivery["due"] = (change.Now + wait).ToUnixTimeMilliseconds());

    /// <summary>
    /// Delivers these events now, one after the other, held or not, delivered before or not. Returns the answers' statuses;
    /// 0 where nobody answered.
    /// </summary>
    public async Task<IReadOnlyList<int>> DeliverAsync(IEnumerable<string> eventIds, CancellationToken cancellation = default)
    {
        var statuses = new List<int>();
        foreach (var id in eventIds)
            statuses.Add(await AttemptAsync(id, cancellation));
        return statuses;
    }

    /// <summary>Delivers one event several times at the same moment.</summary>
    public async Task<IReadOnlyList<int>> DeliverAtOnceAsync(string eventId, int times, CancellationToken cancellation = default) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => AttemptAsync(eventId, cancellation)));

    /// <summary>Sends any event, whether or not it happened here, signed with the given secret; a wrong one forges it.</summary>
    public Task<int> SendAsync(JsonObject told, string? secret = null, CancellationToken cancellation = default) =>
        PostAsync(Encoding.UTF8.GetBytes(told.ToJsonString()), secret ?? options.WebhookSecret, cancellation);

    /// <summary>What is due, one event at a time, until nothing is.</summary>
    public async Task DeliverDueAsync(CancellationToken cancellation)
    {
        await oneDeliverer.WaitAsync(cancellation);
        try
        {
            while (!held && Endpoint is not null && NextDue() is { } eventId)
                await AttemptAsync(eventId, cancellation);
        }
        finally
        {
            oneDeliverer.Release();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        oneDeliverer.Dispose();
    }

    private string? NextDue()
    {
        lock (state.Gate)
        {
            var now = clock.Now();
            return state.All(Delivery.Kind).FirstOrDefault(delivery => Delivery.IsDue(delivery, now))?.Id();
        }
    }

    private async Task<int> AttemptAsync(string eventId, CancellationToken cancellation)
    {
        byte[] body;
        lock (state.Gate)
        {
            var told = state.Find(Events.Kind, eventId) ?? throw new ArgumentException($"There is no event '{eventId}'.", nameof(eventId));
            body = Encoding.UTF8.GetBytes(told.ToJsonString());
        }

        var status = await PostAsync(body, options.WebhookSecret, cancellation);
        ChangeDelivery(eventId, (change, delivery) =>
        {
            if (status is >= 200 and < 300)
                Delivery.Accepted(change, delivery);
            else
                Delivery.Refused(change, delivery);
        });
        return status;
    }

    private bool ChangeDelivery(string eventId, Action<Change, JsonObject> act)
    {
        lock (state.Gate)
        {
            var change = new Change(state, clock.Now(), options);
            if (change.Find(Delivery.Kind, eventId) is not { } delivery)
                return false;
            change.Put(delivery);
            act(change, delivery);
            change.Commit();
            return true;
        }
    }

    private async Task<int> PostAsync(byte[] body, string secret, CancellationToken cancellation)
    {
        var endpoint = Endpoint ?? throw new InvalidOperationException("The sandbox has no webhook endpoint to deliver to.");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        // Signed with the time outside: the sandbox's own clock may have been advanced by days, and the receiver's tolerance is minutes.
        request.Headers.Add(Signature.Header, Signature.Of(body, secret, options.Clock.GetUtcNow()));
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }
}
