using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>
/// The rows that a filter finds, in order of their keys, page by page. A page may be short or empty and yet not be the last:
/// only a missing continuation token says so.
/// </summary>
internal sealed class TableQuery(
    Func<string, CancellationToken, Task<Response>> fetch,
    string? filter,
    int? maxPerPage,
    IEnumerable<string>? select,
    CancellationToken cancellationToken) : AsyncPageable<TableEntity>(cancellationToken)
{
    private const string NextPartitionKey = "NextPartitionKey";
    private const string NextRowKey = "NextRowKey";

    // The keys come with every selection: an entity without them is of no use to anybody.
    private readonly string? selection = select is null
        ? null
        : string.Join(',', select.Prepend(TableProperties.RowKey).Prepend(TableProperties.PartitionKey).Distinct(StringComparer.Ordinal));

    public override async IAsyncEnumerable<Page<TableEntity>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var response = await fetch(QueryString(continuationToken, pageSizeHint ?? maxPerPage), CancellationToken);
            continuationToken = TokenOf(response);
            var rows = ReadRows(response.Content);
            StorageMeter.CountRows(rows.Count);
            yield return Page<TableEntity>.FromValues(rows, continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private string QueryString(string? continuationToken, int? top)
    {
        var parameters = new List<string>(4);
        if (filter is not null) parameters.Add($"$filter={Uri.EscapeDataString(filter)}");
        if (selection is not null) parameters.Add($"$select={Uri.EscapeDataString(selection)}");
        if (top is not null) parameters.Add($"$top={top.Value.ToString(CultureInfo.InvariantCulture)}");
        // Our token is this part of the query already, and opaque to everybody else.
        if (continuationToken is not null) parameters.Add(continuationToken);
        return string.Join('&', parameters);
    }

    private static string? TokenOf(Response response)
    {
        if (!response.Headers.TryGetValue($"x-ms-continuation-{NextPartitionKey}", out var partitionKey)) return null;
        var token = $"{NextPartitionKey}={Uri.EscapeDataString(partitionKey)}";
        return response.Headers.TryGetValue($"x-ms-continuation-{NextRowKey}", out var rowKey)
            ? $"{token}&{NextRowKey}={Uri.EscapeDataString(rowKey)}"
            : token;
    }

    private static List<TableEntity> ReadRows(BinaryData content)
    {
        var rows = new List<TableEntity>();
        var json = new Utf8JsonReader(content);
        while (json.Read())
        {
            // The array is the only one at this depth: {"odata.metadata":"…","value":[{…},{…}]}.
            if (json.TokenType != JsonTokenType.StartArray) continue;
            while (json.Read() && json.TokenType == JsonTokenType.StartObject) rows.Add(TableEntityJson.Read(ref json));
        }

        return rows;
    }
}
