using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// A lease on a blob that exists: one holder at a time, until the lease is released or its time is over. Holding one proves nothing
/// a moment later, so writes that it protects must carry its id (<see cref="BlobConditions.LeaseId"/>).
/// </summary>
public sealed class BlobLeaseClient
{
    private static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);
    private static readonly ResponseClassifier Created = new StatusCodeClassifier([201]);

    private readonly HttpPipeline pipeline;
    private readonly Uri leaseUri;

    internal BlobLeaseClient(HttpPipeline pipeline, Uri blobUri, string? leaseId)
    {
        this.pipeline = pipeline;
        leaseUri = new Uri($"{blobUri.AbsoluteUri}?comp=lease");
        LeaseId = leaseId ?? Guid.NewGuid().ToString();
    }

    /// <summary>Made by us: when the answer is lost, acquiring again with the same id renews and does not refuse.</summary>
    public string LeaseId { get; }

    /// <param name="duration">15 to 60 seconds.</param>
    /// <param name="cancellationToken">Cancelling may leave the lease acquired until its time is over.</param>
    /// <exception cref="RequestFailedException">LeaseAlreadyPresent: somebody else holds it.</exception>
    public Task<Response> AcquireAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var seconds = (int)duration.TotalSeconds;
        if (seconds is < 15 or > 60) throw new ArgumentOutOfRangeException(nameof(duration), duration, "A lease lasts 15 to 60 seconds.");
        return SendAsync("acquire", Created, cancellationToken, ("x-ms-lease-duration", $"{seconds}"), ("x-ms-proposed-lease-id", LeaseId));
    }

    /// <summary>Starts the time anew, also when it was over and nobody else has taken the lease since.</summary>
    /// <exception cref="RequestFailedException">LeaseIdMismatchWithLeaseOperation: somebody else has it now.</exception>
    public Task<Response> RenewAsync(CancellationToken cancellationToken = default) =>
        SendAsync("renew", Ok, cancellationToken, ("x-ms-lease-id", LeaseId));

    public Task<Response> ReleaseAsync(CancellationToken cancellationToken = default) =>
        SendAsync("release", Ok, cancellationToken, ("x-ms-lease-id", LeaseId));

    private async Task<Response> SendAsync(
        string action,
        ResponseClassifier expected,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Put, leaseUri, "LeaseBlob");
        message.Request.Headers.SetValue("x-ms-lease-action", action);
        foreach (var (name, value) in headers) message.Request.Headers.SetValue(name, value);
        return await pipeline.SendAsync(message, expected, cancellationToken);
    }
}
