using System.Text;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>
/// The text that a shared key signs. Neither host nor port is part of it, so a request stays valid behind a proxy that keeps its path.
/// </summary>
internal static class SharedKeyText
{
    private static readonly string[] SignedHeaders =
    [
        "Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    public static string ForTable(Request request, string accountName)
    {
        var uri = request.Uri.ToUri();
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(Header(request, "Content-MD5")).Append('\n')
            .Append(Header(request, "Content-Type")).Append('\n')
            .Append(Header(request, "x-ms-date")).Append('\n')
            .Append('/').Append(accountName).Append(uri.AbsolutePath);
        // Tables sign no other part of the query.
        foreach (var (name, value) in QueryParameters(uri))
            if (name == "comp") text.Append("?comp=").Append(value);
        return text.ToString();
    }

    public static string ForBlobOrQueue(Request request, string accountName)
    {
        var uri = request.Uri.ToUri();
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(Header(request, "Content-Encoding")).Append('\n')
            .Append(Header(request, "Content-Language")).Append('\n')
            .Append(ContentLength(request)).Append('\n');
        foreach (var name in SignedHeaders) text.Append(Header(request, name)).Append('\n');
        AppendServiceHeaders(text, request);

        text.Append('/').Append(accountName).Append(uri.AbsolutePath);
        foreach (var values in QueryParameters(uri).GroupBy(parameter => parameter.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.Append('\n').Append(values.Key).Append(':').AppendJoin(',', values.Select(parameter => parameter.Value).Order(StringComparer.Ordinal));
        return text.ToString();
    }

    private static void AppendServiceHeaders(StringBuilder text, Request request)
    {
        var headers = request.Headers
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in headers) text.Append(name).Append(':').Append(value.Trim()).Append('\n');
    }

    // An empty body is signed as no length at all, although a zero goes over the wire.
    private static string ContentLength(Request request) =>
        request.Content is not null && request.Content.TryComputeLength(out var length) && length > 0 ? $"{length}" : "";

    private static string Header(Request request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value ?? "" : "";

    private static IEnumerable<(string Name, string Value)> QueryParameters(Uri uri)
    {
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=');
            var name = separator < 0 ? pair : pair[..separator];
            var value = separator < 0 ? "" : pair[(separator + 1)..];
            yield return (Uri.UnescapeDataString(name).ToLowerInvariant(), Uri.UnescapeDataString(value));
        }
    }
}
