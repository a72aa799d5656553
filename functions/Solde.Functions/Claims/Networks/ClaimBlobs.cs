using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>
/// The folders of the networks: a container each, in it <c>{organisation}/in/</c>, which is emptied, and <c>{organisation}/out/</c>; and
/// the container in which every message is kept as it came.
/// </summary>
internal sealed class ClaimBlobs(StorageAccount account, string prefix)
{
    private const string Raw = "claims-raw";

    /// <summary>In Azure they are made with the environment.</summary>
    public static readonly IReadOnlyList<string> Containers = [Raw, .. ClaimNetworks.Names.Select(FolderOf)];

    private readonly BlobContainerClient _raw = new(account, prefix + Raw);

    private readonly Dictionary<string, BlobContainerClient> _networks = ClaimNetworks.Names.ToDictionary(
        name => name, name => new BlobContainerClient(account, prefix + FolderOf(name)), StringComparer.Ordinal);

    /// <summary>On a desk and in tests; in Azure the containers are there before the app is.</summary>
    public Task CreateAsync() => Task.WhenAll(_networks.Values.Append(_raw).Select(container => container.CreateIfNotExistsAsync()));

    /// <summary>The organisations that have something in a network's folder.</summary>
    public async IAsyncEnumerable<string> FilledAsync(string network, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = "";
        await foreach (var blob in _networks[network].GetBlobsAsync(cancellationToken: cancellation))
        {
            // Names come in order, so an organisation's files are together.
            if (blob.Name.Split('/') is [var organisation, "in", ..] && organisation != last)
                yield return last = organisation;
        }
    }

    /// <summary>What waits in an organisation's folder, in the order of names.</summary>
    public IAsyncEnumerable<BlobItem> WaitingAsync(string network, string organisation, CancellationToken cancellation) =>
        _networks[network].GetBlobsAsync(InOf(organisation), cancellationToken: cancellation);

    /// <summary>Null where it was taken, or replaced by another, since it was listed.</summary>
    public async Task<ReceivedFile?> ReadAsync(string network, BlobItem file, CancellationToken cancellation)
    {
        try
        {
            var content = (await _networks[network].GetBlobClient(file.Name).DownloadContentAsync(cancellation)).Value;
            return new ReceivedFile(NameOf(file), content.Content, content.ETag);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Only what was read: a file that was replaced since is another message.</summary>
    public async Task RemoveAsync(string network, string path, ETag version, CancellationToken cancellation)
    {
        try
        {
            await _networks[network].GetBlobClient(path).DeleteIfExistsAsync(new BlobConditions { IfMatch = version }, cancellation);
        }
        catch (RequestFailedException replaced) when (replaced.Status == 412)
        {
            // It is taken in its turn.
        }
    }

    /// <summary>Keeps a message as it came, under a name made of its bytes: however often it comes there is one copy.</summary>
    /// <param name="claim">
    /// The file that it is about; null where it can't be read. All copies about a file lie together, those too that no document names, such
    /// as of a message that came again in another form.
    /// </param>
    public async Task<string> KeepAsync(
        string network, string organisation, string? claim, BinaryData content, CancellationToken cancellation)
    {
        var folder = claim is null ? $"{organisation}/{network}/" : FolderOf(network, organisation, claim);
        var name = folder + Convert.ToHexStringLower(SHA256.HashData(content.ToMemory().Span));
        await _raw.GetBlobClient(name).UploadAsync(content, cancellationToken: cancellation);
        return name;
    }

    /// <summary>Keeps a file that no memory should hold, under a name made of this version of it.</summary>
    public async Task<string> KeepLargeAsync(string network, string organisation, BlobItem file, CancellationToken cancellation)
    {
        var name = $"{organisation}/{network}/large-{IdempotencyKey.Digest($"{file.Name}\n{file.ETag}")}";
        using var content = await _networks[network].GetBlobClient(file.Name).DownloadStreamingAsync(cancellation);
        await _raw.GetBlobClient(name).UploadAsync(content.Content, cancellationToken: cancellation);
        return name;
    }

    /// <summary>Null where it is erased.</summary>
    public async Task<BinaryData?> FindRawAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await _raw.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    public Task RemoveRawAsync(string name, CancellationToken cancellation) =>
        _raw.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellation);

    /// <summary>All copies about a file.</summary>
    public async Task RemoveRawOfAsync(string network, string organisation, string claim, CancellationToken cancellation)
    {
        await foreach (var blob in _raw.GetBlobsAsync(FolderOf(network, organisation, claim), cancellationToken: cancellation))
            await RemoveRawAsync(blob.Name, cancellation);
    }

    /// <summary>Writes what is not there yet; what is there is the same, since the name says what it holds.</summary>
    public async Task WriteOutAsync(string network, string organisation, string name, BinaryData content, CancellationToken cancellation)
    {
        try
        {
            await _networks[network].GetBlobClient(OutOf(organisation, name))
                .UploadAsync(content, BlobConditions.IfNotExists, "application/xml", cancellation);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // An earlier try, of which nobody knows any more, wrote it.
        }
    }

    /// <summary>What the network never fetched.</summary>
    public Task RemoveOutAsync(string network, string organisation, string name, CancellationToken cancellation) =>
        _networks[network].GetBlobClient(OutOf(organisation, name)).DeleteIfExistsAsync(cancellationToken: cancellation);

    /// <summary>Without its folder.</summary>
    public static string NameOf(BlobItem file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];

    private static string FolderOf(string network) => "claims-" + network;

    private static string FolderOf(string network, string organisation, string claim) => $"{organisation}/{network}/{claim}/";

    private static string InOf(string organisation) => organisation + "/in/";

    private static string OutOf(string organisation, string name) => $"{organisation}/out/{name}.xml";
}

/// <summary>A message as it came, by a call or in a folder.</summary>
/// <param name="Source">The file's name; null for a call.</param>
/// <param name="ETag">The version that was read of a file.</param>
internal sealed record ReceivedFile(string? Source, BinaryData Content, ETag ETag = default);
