using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>One container of blobs. Nobody reads it without a credential.</summary>
public sealed class BlobContainerClient
{
    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    private static readonly ResponseClassifier OkOrMissing = new StatusCodeClassifier([200, 404]);
    private static readonly ResponseClassifier CreatedOrThere = new StatusCodeClassifier([201, 409]);

    private readonly HttpPipeline pipeline;
    private readonly string containerUri;

    public BlobContainerClient(StorageAccount account, string containerName)
    {
        ArgumentNullException.ThrowIfNull(account);
        BlobName.CheckContainer(containerName);
        Name = containerName;
        pipeline = account.CreatePipeline(StorageService.Blob);
        containerUri = $"{account.GetEndpoint(StorageService.Blob).AbsoluteUri.TrimEnd('/')}/{containerName}";
    }

    public string Name { get; }

    public BlobClient GetBlobClient(string blobName) => new(pipeline, containerUri, Name, blobName);

    public async Task CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = CreateMessage(RequestMethod.Put, "", "CreateContainer");
        var response = await pipeline.SendAsync(message, CreatedOrThere, cancellationToken);
        if (response.Status != 409) return;
        var refusal = new RequestFailedException(response);
        // The other conflict is ContainerBeingDeleted: then the container is not there, and will not be for a while.
        if (refusal.ErrorCode != BlobErrorCode.ContainerAlreadyExists) throw refusal;
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = CreateMessage(RequestMethod.Head, "", "GetContainerProperties");
        return (await pipeline.SendAsync(message, OkOrMissing, cancellationToken)).Status == 200;
    }

    /// <summary>The blobs whose names begin with the prefix, in order of their names.</summary>
    /// <param name="prefix">Null is all of them.</param>
    /// <param name="maxPerPage">1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public AsyncPageable<BlobItem> GetBlobsAsync(string? prefix = null, int? maxPerPage = null, CancellationToken cancellationToken = default)
    {
        if (maxPerPage is < 1 or > 5000) throw new ArgumentOutOfRangeException(nameof(maxPerPage), maxPerPage, "A page has 1 to 5,000 blobs.");
        return new BlobListing(FetchPageAsync, prefix, maxPerPage, cancellationToken);
    }

    private async Task<Response> FetchPageAsync(string query, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(RequestMethod.Get, $"&comp=list{query}", "ListBlobs");
        return await pipeline.SendAsync(message, Ok, cancellationToken);
    }

    private HttpMessage CreateMessage(RequestMethod method, string query, string operation) =>
        pipeline.CreateMessage(method, new Uri($"{containerUri}?restype=container{query}"), operation);
}
