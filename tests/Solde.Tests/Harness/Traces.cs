using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions;
using Solde.Functions.Claims;
using Solde.Functions.Debits;
using Solde.Platform.Storage;

namespace Solde.Tests.Harness;

/// <summary>Where anything of a person is left: looked for in every column of every table and in every blob of an app's storage.</summary>
internal static class Traces
{
    /// <param name="words">His name, his address, his account: whatever tells of him. Capitals are all the same.</param>
    /// <returns>A line for each place; it names the row and not what stands there.</returns>
    public static async Task<IReadOnlyList<string>> OfAsync(SoldeTestApp app, params string[] words)
    {
        // As JSON writes what is not ASCII, too.
        words = [.. words.Union(words.Select(word => JavaScriptEncoder.Default.Encode(word)))];
        var found = new List<string>();
        foreach (var name in SoldeApp.Tables)
        {
            await foreach (var row in app.Services.GetRequiredService<TableServiceClient>().GetTableClient(name).QueryAsync())
            {
                found.AddRange(row
                    .Where(column => Tells(column.Value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), var value => value?.ToString() }, words))
                    .Select(column => $"{name} {row.PartitionKey} {row.RowKey} {column.Key}"));
            }
        }
        var prefix = app.Services.GetRequiredService<IConfiguration>()["Storage:TablePrefix"]?.ToLowerInvariant();
        foreach (var name in (string[])[.. ClaimBlobs.Containers, DebitBlobs.Container, ReturnFolder.Container])
        {
            var container = new BlobContainerClient(app.Services.GetRequiredService<StorageAccount>(), prefix + name);
            await foreach (var blob in container.GetBlobsAsync())
            {
                var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
                if (Tells(blob.Name, words) || Tells(content.ToString(), words) || Tells(Encoding.Latin1.GetString(content.ToMemory().Span), words))
                    found.Add($"{name} {blob.Name}");
            }
        }
        return found;
    }

    private static bool Tells(string? text, string[] words) =>
        text is not null && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
