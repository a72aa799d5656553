using System.Runtime.CompilerServices;
using Azure;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Where files of any size are laid for us, by whoever fetches them from the bank: a container of its own, in it
/// <c>{organisation}/{agreement}/in/</c>, which is emptied.
/// </summary>
internal sealed class ReturnFolder(StorageAccount account, string prefix)
{
    /// <summary>In Azure it is made with the environment.</summary>
    public const string Container = "debit-returns";

    private readonly BlobContainerClient _files = new(account, prefix + Container);

    /// <summary>On a desk and in tests; in Azure the container is there before the app is.</summary>
    public Task CreateAsync() => _files.CreateIfNotExistsAsync();

    /// <summary>The agreements under which something lies.</summary>
    public async IAsyncEnumerable<ReturnRun> FilledAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        ReturnRun? last = null;
        await foreach (var blob in _files.GetBlobsAsync(cancellationToken: cancellation))
        {
            // Names come in order, so an agreement's files are together.
            if (blob.Name.Split('/') is [var organisation, var agreement, "in", _] && last != new ReturnRun(organisation, agreement))
                yield return last = new ReturnRun(organisation, agreement);
        }
    }

    /// <summary>What waits, in the order of names.</summary>
    public IAsyncEnumerable<BlobItem> WaitingAsync(ReturnRun run, CancellationToken cancellation) =>
        _files.GetBlobsAsync($"{run.Organisation}/{run.Agreement}/in/", cancellationToken: cancellation);

    public BlobClient Of(string path) => _files.GetBlobClient(path);

    /// <summary>Only what was read: a file that was replaced since is another one.</summary>
    public async Task RemoveAsync(string path, ETag version, CancellationToken cancellation)
    {
        try
        {
            await Of(path).DeleteIfExistsAsync(new BlobConditions { IfMatch = version }, cancellation);
        }
        catch (RequestFailedException replaced) when (replaced.Status == 412)
        {
            // It is taken in its turn.
        }
    }

    /// <summary>Without its folder.</summary>
    public static string NameOf(BlobItem file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];
}
