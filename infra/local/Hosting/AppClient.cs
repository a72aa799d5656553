using System.Net.Http.Headers;

namespace Solde.Local.Hosting;

/// <summary>Sends requests to the app that runs at the moment, with the headers that every call of the Functions host has.</summary>
internal sealed class AppClient(AppSupervisor app) : IDisposable
{
    private const string HostVersion = "4.1000.0";
    private const string InvocationIdHeader = "X-Azure-Functions-InvocationId";
    private const string HostVersionHeader = "X-Azure-Functions-HostVersion";

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        // No trace headers of our own: the Functions host passes the caller's on and adds none.
        ActivityHeadersPropagator = null,
        // Some servers close an idle connection after 5 s; a call must not meet one that is just being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
    })
    {
        // Each call brings its own limit.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends the request, whose address is a path, as soon as there is an app.</summary>
    /// <exception cref="HttpRequestException">The app died, or closed the connection; it may have seen the request.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = await app.ReadyAsync(cancellationToken);
        // Joined as text: a path that begins with two slashes would be another host to the Uri constructor.
        request.RequestUri = new Uri(target.Address.GetLeftPart(UriPartial.Authority) + request.RequestUri!.OriginalString);
        request.Headers.Remove(InvocationIdHeader);
        request.Headers.Remove(HostVersionHeader);
        request.Headers.Add(InvocationIdHeader, Guid.NewGuid().ToString());
        request.Headers.Add(HostVersionHeader, HostVersion);
        // A forwarded call keeps its caller's products, and the host stands after them.
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", HostVersion));
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException)
        {
            await app.LookAfterAsync(target);
            throw;
        }
    }

    /// <summary>Returns once there is an app to call.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => app.ReadyAsync(cancellationToken);

    public void Dispose() => client.Dispose();
}
