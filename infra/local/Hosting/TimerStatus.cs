using Solde.Platform.Storage;

namespace Solde.Local.Hosting;

/// <summary>When a timer ran last and runs next. <c>Last</c> is the year 1 before its first run, as the Functions host has it.</summary>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);

/// <summary>Keeps timer states in blobs, <c>app/function.json</c>, so that a run missed while the host was down is noticed.</summary>
internal sealed class TimerStatuses(BlobContainerClient container, string appName)
{
    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        var blob = Blob(function);
        if (!await blob.ExistsAsync(cancellationToken)) return null;
        var content = await blob.DownloadContentAsync(cancellationToken);
        return content.Value.Content.ToObjectFromJson<TimerStatus>();
    }

    public Task WriteAsync(string function, TimerStatus status, CancellationToken cancellationToken) =>
        Blob(function).UploadAsync(BinaryData.FromObjectAsJson(status), cancellationToken: cancellationToken);

    private BlobClient Blob(string function) => container.GetBlobClient($"{appName}/{function}.json");
}
