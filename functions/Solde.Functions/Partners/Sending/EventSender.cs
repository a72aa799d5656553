using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Partners;

/// <summary>
/// Calls partners' addresses, which strangers chose. Where a name leads is looked at with each connection and the connection goes to the
/// very address that was looked at, so a name that leads elsewhere a moment later changes nothing. No redirect is followed, no proxy and
/// no cookie used, and of an answer only the status is kept.
/// </summary>
internal sealed class EventSender : IDisposable
{
    private readonly PartnerSettings _settings;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpClient _http;

    /// <param name="resolve">The name service.</param>
    public EventSender(PartnerSettings settings, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (_settings, _resolve) = (settings, resolve);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // It would be the proxy's address that is looked at.
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 4 * 1024,
            ActivityHeadersPropagator = null,
        };
        _http = new HttpClient(new TracedCalls("partner", handler, tellsPath: false)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>One call. Whatever the partner does is a value; only our own end is an exception.</summary>
    public async Task<SentEvent> SendAsync(
        OutgoingEvent outgoing, IEnumerable<string> secrets, DateTimeOffset now, CancellationToken cancellation)
    {
        using var request = RequestOf(outgoing, EventSignature.Of(secrets, outgoing.Body, now));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Timeout);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new SentEvent((int)response.StatusCode, null, DurationSince(begun));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SentEvent(null, AttemptErrors.Timeout, DurationSince(begun));
        }
        catch (HttpRequestException failed)
        {
            return new SentEvent(null, AttemptErrors.Of(failed), DurationSince(begun));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestOf(OutgoingEvent outgoing, string signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, outgoing.Url) { Content = new ByteArrayContent(outgoing.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Solde", "1"));
        request.Headers.Add(EventSignature.Header, signature);
        request.Headers.Add("Solde-Event", outgoing.Event);
        request.Headers.Add("Solde-Delivery", outgoing.Delivery);
        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await _resolve(context.DnsEndPoint.Host, cancellation);
        // One that leads inside, too, is refused whole: which of its addresses would be taken is chance.
        if (addresses.Length == 0 || !addresses.All(_settings.MayReach))
            throw new AddressNotAllowedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int DurationSince(long begun) => (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
}

internal sealed record OutgoingEvent(Uri Url, string Delivery, string Event, byte[] Body);

/// <summary>What became of one call: a status, or why there is none.</summary>
internal sealed record SentEvent(int? Status, string? Error, int DurationMilliseconds);

internal sealed class AddressNotAllowedException() : IOException("The name does not lead to the public internet.");

/// <summary>Why a partner gave no answer, in few words that a partner's engineer understands. Never his server's own.</summary>
internal static class AttemptErrors
{
    public const string Timeout = "timeout";
    public const string AddressNotAllowed = "address_not_allowed";
    public const string NameNotFound = "name_not_found";
    public const string NoConnection = "no_connection";
    public const string Tls = "tls";
    public const string NoAnswer = "no_answer";

    public static string Of(HttpRequestException failed) => failed switch
    {
        { InnerException: AddressNotAllowedException } => AddressNotAllowed,
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            NameNotFound,
        { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls,
        { HttpRequestError: HttpRequestError.ConnectionError } => NoConnection,
        _ => NoAnswer,
    };
}
