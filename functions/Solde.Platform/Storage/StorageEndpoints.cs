namespace Solde.Platform.Storage;

public enum StorageService
{
    Blob,
    Queue,
    Table,
}

/// <summary>
/// Where an account's services answer. A service that is null is not used: asking for a client of it throws.
/// </summary>
public sealed record StorageEndpoints(Uri? Blob, Uri? Queue, Uri? Table)
{
    public static StorageEndpoints ForAccount(string accountName, string suffix = "core.windows.net", string protocol = "https") =>
        new(
            new Uri($"{protocol}://{accountName}.blob.{suffix}"),
            new Uri($"{protocol}://{accountName}.queue.{suffix}"),
            new Uri($"{protocol}://{accountName}.table.{suffix}"));

    public Uri this[StorageService service] => service switch
    {
        StorageService.Blob => Blob,
        StorageService.Queue => Queue,
        StorageService.Table => Table,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Unknown storage service."),
    } ?? throw new InvalidOperationException($"The storage account has no {service} endpoint.");
}
