using Microsoft.AspNetCore.Http.Features;

namespace Solde.Local.Hosting;

/// <summary>Passes a request on to the app as it came, and the app's answer back as it is; both bodies are streamed.</summary>
internal sealed class ForwardedHttp(AppClient app)
{
    // They belong to one connection, and there are two here (RFC 9110, 7.6.1).
    private static readonly HashSet<string> ConnectionHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <exception cref="HttpRequestException">The app gave no answer.</exception>
    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var request = Copy(context);
        using var response = await app.SendAsync(request, cancellationToken);

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!ConnectionHeaders.Contains(name)) context.Response.Headers.Append(name, values.ToArray());
        }
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await body.CopyToAsync(context.Response.Body, cancellationToken);
    }

    private static HttpRequestMessage Copy(HttpContext context)
    {
        // The raw target keeps the caller's escapes: decoding and encoding again would turn %2F into a slash.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/')) target = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(target, UriKind.Relative));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(context.Request.Body);

        foreach (var (name, values) in context.Request.Headers)
        {
            if (ConnectionHeaders.Contains(name)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        return request;
    }
}
