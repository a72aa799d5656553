using System.Diagnostics;

namespace Solde.Platform.Telemetry;

/// <summary>
/// A span for each call to another service. Of the address only the path is told, and not where it is a stranger's: queries hold keys and
/// search texts.
/// </summary>
/// <param name="inner">Must not propagate traces by itself: it would do so under a span of its own that nobody sees.</param>
/// <param name="carriesTrace">Whether the trace goes on over there: among our own, not with strangers.</param>
public sealed class TracedCalls(string service, HttpMessageHandler inner, bool tellsPath = true, bool carriesTrace = false)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var span = Traces.Calls.StartActivity($"{request.Method} {service}", ActivityKind.Client);
        if (span is null)
            return await base.SendAsync(request, cancellationToken);

        span.SetTag("http.request.method", request.Method.Method);
        span.SetTag("peer.service", service);
        if (tellsPath)
            span.SetTag("url.path", request.RequestUri!.AbsolutePath);
        if (carriesTrace)
            request.Headers.TryAddWithoutValidation(TraceParent.Header, span.Id);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            span.SetTag("http.response.status_code", (int)response.StatusCode);
            if ((int)response.StatusCode >= 500)
                span.SetStatus(ActivityStatusCode.Error);
            return response;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
    }
}
