using System.IO.Pipelines;
using System.Security.Cryptography;
using Azure;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Files that went out and came in, as they are, byte for byte: <c>{organisation}/{outlet}/sent/…</c> and <c>…/received/…</c>. They hold personal
/// data: whoever may read the container may read every bank account.
/// </summary>
internal sealed class DebitBlobs(StorageAccount account, string prefix)
{
    /// <summary>In Azure it is made with the environment.</summary>
    public const string Container = "debit-files";

    private readonly BlobContainerClient _files = new(account, prefix + Container);

    /// <summary>Before the names of all that was ever written under a number: one of them is the file that went out.</summary>
    public static string SentPrefix(string organisation, string outlet, int number) => $"{organisation}/{outlet}/sent/{number:D9}-";

    /// <summary>On a desk and in tests; in Azure the container is there before the app is.</summary>
    public Task CreateAsync() => _files.CreateIfNotExistsAsync();

    public BlobClient Of(string name) => _files.GetBlobClient(name);

    /// <summary>
    /// Hands what is being written over to the upload a piece at a time: memory does not grow with the file. Where the writer throws there is
    /// no blob.
    /// </summary>
    public async Task<FileTotals> WriteAsync(
        string name, string contentType, Func<Stream, CancellationToken, Task<FileTotals>> write, CancellationToken cancellation)
    {
        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = WriteAsync(pipe.Writer, write, stop.Token);
        try
        {
            await using var content = pipe.Reader.AsStream();
            await Of(name).UploadAsync(content, null, contentType, cancellation);
        }
        finally
        {
            // An upload that failed reads no more, and nobody waits for what would still be written.
            await stop.CancelAsync();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return await writing;
    }

    /// <summary>Reads a file to its end.</summary>
    /// <returns>Its first fault, if it has one, and the SHA-256 of what lies there; null where nothing does.</returns>
    public async Task<(FileFault? Fault, string Sha256)?> CheckAsync(string name, IBankFileCheck check, CancellationToken cancellation)
    {
        using var stored = await FindAsync(name, cancellation);
        if (stored is null)
            return null;
        using var sha256 = SHA256.Create();
        await using var content = new CryptoStream(stored.Content, sha256, CryptoStreamMode.Read);
        var fault = await check.CheckAsync(content, cancellation);
        await content.CopyToAsync(Stream.Null, cancellation);
        return (fault, Convert.ToHexStringLower(sha256.Hash!));
    }

    /// <summary>Null where it is not there.</summary>
    public async Task<BlobDownload?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await Of(name).DownloadStreamingAsync(cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The version that lies there; null where nothing does.</summary>
    public async Task<ETag?> VersionOfAsync(string name, CancellationToken cancellation)
    {
        var found = _files.GetBlobsAsync(name, cancellationToken: cancellation);
        return (await found.FirstOrDefaultAsync(blob => blob.Name == name, cancellation))?.ETag;
    }

    /// <summary>Only that version: one that was written since stays.</summary>
    public async Task RemoveAsync(string name, ETag version, CancellationToken cancellation)
    {
        try
        {
            await Of(name).DeleteIfExistsAsync(new BlobConditions { IfMatch = version }, cancellation);
        }
        catch (RequestFailedException written) when (written.Status == 412)
        {
            // It is somebody else's now.
        }
    }

    public IAsyncEnumerable<string> NamesAsync(string beginWith, CancellationToken cancellation = default) =>
        _files.GetBlobsAsync(beginWith, cancellationToken: cancellation).Select(blob => blob.Name);

    private static async Task<FileTotals> WriteAsync(
        PipeWriter pipe, Func<Stream, CancellationToken, Task<FileTotals>> write, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            return await write(pipe.AsStream(leaveOpen: true), cancellation);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            // The reader meets the failure where the bytes end, in place of an end.
            await pipe.CompleteAsync(failure);
        }
    }
}
