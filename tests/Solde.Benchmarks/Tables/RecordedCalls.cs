using Azure;
using Azure.Core.Pipeline;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Tables;

/// <summary>
/// The client's own requests, signed and written before the clock runs, sent by bare HTTP: what is left is the network and the
/// storage. They are taken from the client itself, so the bytes are the same.
/// </summary>
internal sealed class RecordedCalls : HttpMessageHandler
{
    private static readonly HttpMessageInvoker Wire = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private readonly Queue<Recorded> _calls = new();

    /// <summary>A client whose calls are kept here and sent nowhere.</summary>
    public TableClient Recorder(string connectionString, string table)
    {
        var options = new StorageClientOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
        options.Retry.MaxRetries = 0;
        return new TableClient(StorageAccount.Parse(connectionString, options), table);
    }

    /// <summary>Every recorded call is refused here, after its bytes were kept.</summary>
    public static async Task RecordAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RequestFailedException refused) when (refused.Status == 400)
        {
            return;
        }
        throw new InvalidOperationException("The call was not recorded.");
    }

    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var request = _calls.Dequeue().ToRequest();
            using var response = await Wire.SendAsync(request, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> ofContent = request.Content is null ? [] : request.Content.Headers;
        _calls.Enqueue(new Recorded(
            request.Method,
            request.RequestUri!,
            [.. request.Headers.Select(header => (header.Key, string.Join(", ", header.Value)))],
            content,
            [.. ofContent.Select(header => (header.Key, string.Join(", ", header.Value)))]));
        return new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new ByteArrayContent([]), RequestMessage = request };
    }

    private sealed record Recorded(
        HttpMethod Method, Uri Uri, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Content, IReadOnlyList<(string Name, string Value)> ContentHeaders)
    {
        public HttpRequestMessage ToRequest()
        {
            var request = new HttpRequestMessage(Method, Uri);
            foreach (var (name, value) in Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            if (Content is null)
                return request;
            request.Content = new ByteArrayContent(Content);
            foreach (var (name, value) in ContentHeaders)
                request.Content.Headers.TryAddWithoutValidation(name, value);
            return request;
        }
    }
}
