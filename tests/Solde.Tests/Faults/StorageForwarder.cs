using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Solde.Tests.Faults;

/// <summary>Sends a call on as it came: the same target, to the letter, and the same headers, because they are signed.</summary>
internal sealed class StorageForwarder : IDisposable
{
    // They belong to one connection, and this is another one.
    private static readonly HashSet<string> ConnectionHeaders =
        new(["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
    });

    public async Task<HttpResponseMessage> SendAsync(HttpRequest request, byte[] body, Uri endpoint)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var uri = new Uri(
            endpoint.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), uri);
        if (body.Length > 0 || request.ContentLength is not null) message.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Headers)
        {
            if (ConnectionHeaders.Contains(name)) continue;
            if (!message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        // Not the caller's cancellation: a call that has arrived is carried out.
        return await client.SendAsync(message, CancellationToken.None);
    }

    public static async Task CopyAsync(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!ConnectionHeaders.Contains(name)) response.Headers[name] = values.ToArray();
        var body = await answer.Content.ReadAsByteArrayAsync();
        // The answer to HEAD tells the length of a body that does not come.
        response.ContentLength = HttpMethods.IsHead(response.HttpContext.Request.Method) ? answer.Content.Headers.ContentLength : ContentLength(response, body);
        await response.Body.WriteAsync(body);
    }

    public void Dispose() => client.Dispose();

    private static long? ContentLength(HttpResponse response, byte[] body) =>
        response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified ? null : body.Length;
}
