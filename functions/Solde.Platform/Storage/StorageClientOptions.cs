using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// How requests are sent: four tries with exponential back-off, ten seconds of network silence allowed to each.
/// A try that timed out may have been carried out, so a conditional write that is tried again can be refused by its own first try.
/// </summary>
public sealed class StorageClientOptions : ClientOptions
{
    private static readonly HttpPipelineTransport SharedTransport = CreateTransport();

    public StorageClientOptions()
    {
        Transport = SharedTransport;
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromMilliseconds(200);
        Retry.MaxDelay = TimeSpan.FromSeconds(5);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        // Neither is a secret, and without them a logged refusal says little.
        Diagnostics.LoggedHeaderNames.Add("x-ms-error-code");
        Diagnostics.LoggedHeaderNames.Add("x-ms-version");
    }

    /// <summary>A transport with its own connections, made like the one that all accounts share.</summary>
    public static HttpPipelineTransport CreateTransport()
    {
        var handler = new SocketsHttpHandler
        {
            // Azurite closes a connection that was idle for five seconds. One that closes while a request is on its way looks like
            // a lost answer, so connections are given up before that.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            UseCookies = false,
            // Storage keeps no traces of ours.
            ActivityHeadersPropagator = null,
        };
        // The pipeline keeps time for each try; HttpClient's own limit would cut long downloads.
        return new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }
}
