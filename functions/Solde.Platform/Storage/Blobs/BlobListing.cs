using System.Globalization;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>A container's blobs, page by page. A page may be empty and yet not be the last.</summary>
internal sealed class BlobListing(
    Func<string, CancellationToken, Task<Response>> fetch,
    string? prefix,
    int? maxPerPage,
    CancellationToken cancellationToken) : AsyncPageable<BlobItem>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<BlobItem>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var response = await fetch(QueryString(continuationToken, pageSizeHint ?? maxPerPage), CancellationToken);
            var root = SafeXml.Parse(response.Content).Root!;
            continuationToken = root.Element("NextMarker")?.Value is { Length: > 0 } marker ? marker : null;
            var blobs = root.Element("Blobs")!.Elements("Blob").Select(BlobItem.Read).ToList();
            yield return Page<BlobItem>.FromValues(blobs, continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private string QueryString(string? marker, int? maxResults) =>
        (prefix is null ? "" : $"&prefix={Uri.EscapeDataString(prefix)}")
        + (marker is null ? "" : $"&marker={Uri.EscapeDataString(marker)}")
        + (maxResults is null ? "" : $"&maxresults={maxResults.Value.ToString(CultureInfo.InvariantCulture)}");
}
