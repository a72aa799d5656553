using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Files that went out and came in, as they are, byte for byte: <c>{organisation}/{outlet}/sent/…</c> and <c>…/received/…</c>. They hold personal
/// data: whoever may read the container may read every bank account.
/// </summary>
internal sealed class DebitBlobs(StorageAccount account, string prefix)
{
    private readonly BlobContainerClient _files = new(account, prefix + "debit-files");

    /// <summary>On a desk and in tests; in Azure the container is there before the app is.</summary>
    public Task CreateAsync() => _files.CreateIfNotExistsAsync();

    public BlobClient Of(string name) => _files.GetBlobClient(name);
}
