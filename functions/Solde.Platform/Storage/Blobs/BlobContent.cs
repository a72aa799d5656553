using Azure;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>A blob's content with the version it belongs to.</summary>
public sealed record BlobContent(BinaryData Content, string? ContentType, ETag ETag)
{
    internal static BlobContent From(Response response) =>
        new(response.Content, response.Headers.ContentType, response.Headers.ETag ?? default);
}

/// <summary>A blob's content on its way. Dispose it: the connection is not free until then.</summary>
public sealed class BlobDownload : IDisposable
{
    private readonly HttpMessage message;

    internal BlobDownload(HttpMessage message, Response response)
    {
        this.message = message;
        Content = response.ContentStream ?? Stream.Null;
        ContentType = response.Headers.ContentType;
        ContentLength = response.Headers.ContentLengthLong;
        ETag = response.Headers.ETag ?? default;
    }

    public Stream Content { get; }

    public string? ContentType { get; }

    public long? ContentLength { get; }

    public ETag ETag { get; }

    public void Dispose() => message.Dispose();
}
