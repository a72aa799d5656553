using Solde.Platform.Storage;

namespace Solde.Local.Hosting;

/// <summary>Bodies too long for a storage queue message, each in a blob of its own.</summary>
internal sealed class MessageBodies(BlobContainerClient container)
{
    /// <summary>The message as it fits into a queue; its body is in a blob by then if it has to be.</summary>
    public async Task<StoredMessage> MoveOutAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        if (message.Properties.BodyBlob is not null || message.Fits) return message;
        var name = Guid.NewGuid().ToString("N");
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(message.Body), cancellationToken: cancellationToken);
        return new StoredMessage(message.Properties with { BodyBlob = name }, "");
    }

    public async Task<string> ReadAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        if (message.Properties.BodyBlob is not { } name) return message.Body;
        var content = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToString();
    }

    public Task DeleteAsync(StoredMessage message, CancellationToken cancellationToken) =>
        message.Properties.BodyBlob is { } name
            ? container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken)
            : Task.CompletedTask;
}
