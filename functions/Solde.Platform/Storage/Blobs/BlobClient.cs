using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// One block blob. A reader sees the old content or the new, never part of one: what is uploaded appears when it is complete.
/// A write whose answer was lost is sent again, so a conditional one may be refused because of itself.
/// </summary>
public sealed class BlobClient
{
    private const string DefaultContentType = "application/octet-stream";

    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    private static readonly ResponseClassifier OkOrMissing = new StatusCodeClassifier([200, 404]);
    private static readonly ResponseClassifier Created = new StatusCodeClassifier([201]);
    private static readonly ResponseClassifier AcceptedOrMissing = new StatusCodeClassifier([202, 404]);

    private readonly HttpPipeline pipeline;

    internal BlobClient(HttpPipeline pipeline, string containerUri, string containerName, string name)
    {
        this.pipeline = pipeline;
        Uri = new Uri($"{containerUri}/{BlobName.ToPath(name)}");
        ContainerName = containerName;
        Name = name;
    }

    public string ContainerName { get; }

    public string Name { get; }

    public Uri Uri { get; }

    public BlobLeaseClient GetBlobLeaseClient(string? leaseId = null) => new(pipeline, Uri, leaseId);

    /// <summary>Writes the blob in one request. The answer's <c>Headers.ETag</c> is its version.</summary>
    /// <exception cref="RequestFailedException">BlobAlreadyExists or ConditionNotMet: the conditions do not hold.</exception>
    public async Task<Response> UploadAsync(
        BinaryData content,
        BlobConditions? conditions = null,
        string contentType = DefaultContentType,
        CancellationToken cancellationToken = default)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Put, Uri, "PutBlob");
        message.Request.Content = RequestContent.Create(content);
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.SetValue("Content-Type", contentType);
        conditions?.ApplyTo(message.Request);
        return await pipeline.SendAsync(message, Created, cancellationToken);
    }

    /// <summary>
    /// Writes the blob from a stream of any length, holding 4 MiB of it at a time. Conditions are looked at when the last block
    /// is there, so a large upload may be refused late.
    /// </summary>
    public Task<Response> UploadAsync(
        Stream content,
        BlobConditions? conditions = null,
        string contentType = DefaultContentType,
        CancellationToken cancellationToken = default) =>
        new BlockUpload(pipeline, this, conditions, contentType).RunAsync(content, cancellationToken);

    /// <summary>The whole blob in memory: for content that is known to be small.</summary>
    /// <exception cref="RequestFailedException">BlobNotFound.</exception>
    public async Task<Response<BlobContent>> DownloadContentAsync(CancellationToken cancellationToken = default)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Get, Uri, "GetBlob");
        var response = await pipeline.SendAsync(message, Ok, cancellationToken);
        return Response.FromValue(BlobContent.From(response), response);
    }

    /// <summary>The blob as it arrives. A connection that breaks on the way is an IOException: nothing is fetched again.</summary>
    /// <exception cref="RequestFailedException">BlobNotFound.</exception>
    public async Task<BlobDownload> DownloadStreamingAsync(CancellationToken cancellationToken = default)
    {
        var message = pipeline.CreateMessage(RequestMethod.Get, Uri, "GetBlob");
        message.BufferResponse = false;
        try
        {
            var response = await pipeline.SendAsync(message, Ok, cancellationToken);
            return new BlobDownload(message, response);
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Head, Uri, "GetBlobProperties");
        return (await pipeline.SendAsync(message, OkOrMissing, cancellationToken)).Status == 200;
    }

    /// <summary>False when there was no such blob; a missing container counts as that too.</summary>
    public async Task<bool> DeleteIfExistsAsync(BlobConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Delete, Uri, "DeleteBlob");
        message.Request.Headers.SetValue("x-ms-delete-snapshots", "include");
        conditions?.ApplyTo(message.Request);
        return (await pipeline.SendAsync(message, AcceptedOrMissing, cancellationToken)).Status == 202;
    }
}
