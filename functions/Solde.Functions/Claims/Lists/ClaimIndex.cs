using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>The list of claim files: rows in either order, made again whenever a file changed. It may lag a moment behind.</summary>
internal sealed class ClaimIndex(TableServiceClient tables)
{
    public const string Table = "ClaimIndex";

    private const string OldestPrefix = "oldest|";
    private const string NewestPrefix = "newest|";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task PutAsync(string organisation, string id, ClaimHead head, CancellationToken cancellation)
    {
        foreach (var row in RowsOf(organisation, id, head))
            await NewerRow.PutAsync(_table, row, "Revision", cancellation);
    }

    /// <summary>Shows a file without what is erased of it: its version is the one that is shown already.</summary>
    public async Task PutErasedAsync(string organisation, string id, ClaimHead head, CancellationToken cancellation)
    {
        foreach (var row in RowsOf(organisation, id, head))
            await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<Page<ClaimItem>> PageAsync(string organisation, ClaimFilter filter, ListOrder list, CancellationToken cancellation)
    {
        var prefix = list.NewestFirst ? NewestPrefix : OldestPrefix;
        var (partition, from, to) = (PartitionOf(organisation), prefix + list.After, prefix + "}");
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        if (filter.State is not null)
            query += " and " + TableClient.CreateQueryFilter($"State eq {filter.State}");
        if (filter.Network is not null)
            query += " and " + TableClient.CreateQueryFilter($"Network eq {filter.Network}");
        if (filter.Insurer is not null)
            query += " and " + TableClient.CreateQueryFilter($"Insurer eq {InsurerKey(filter.Insurer)}");
        if (filter.OpenedFrom is { } opened)
            query += " and " + TableClient.CreateQueryFilter($"OpenedAt ge {opened}");
        if (filter.OpenedTo is { } before)
            query += " and " + TableClient.CreateQueryFilter($"OpenedAt le {before}");
        if (filter.HasDifference is { } differs)
            query += " and " + TableClient.CreateQueryFilter($"HasDifference eq {differs}");

        var items = new List<ClaimItem>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == list.Limit)
                return new Page<ClaimItem>(items, Cursor.After(last));
            last = row.RowKey[prefix.Length..];
            items.Add(JsonSerializer.Deserialize(RowData.Read(row), ClaimsJson.Default.ClaimItem)!);
        }
        return new Page<ClaimItem>(items, null);
    }

    /// <summary>Every file of the organisation, a page of the storage at a time.</summary>
    public IAsyncEnumerable<ClaimItem> AllAsync(string organisation, CancellationToken cancellation)
    {
        var (partition, to) = (PartitionOf(organisation), NewestPrefix + "}");
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {NewestPrefix} and RowKey lt {to}");
        return _table.QueryAsync(query, cancellationToken: cancellation)
            .Select(row => JsonSerializer.Deserialize(RowData.Read(row), ClaimsJson.Default.ClaimItem)!);
    }

    private static TableEntity[] RowsOf(string organisation, string id, ClaimHead head) =>
    [
        RowOf(organisation, OldestPrefix, head.OpenedAt.UtcTicks, id, head),
        RowOf(organisation, NewestPrefix, DateTime.MaxValue.Ticks - head.OpenedAt.UtcTicks, id, head),
    ];

    private static TableEntity RowOf(string organisation, string prefix, long order, string id, ClaimHead head)
    {
        var row = new TableEntity(
            PartitionOf(organisation), string.Create(CultureInfo.InvariantCulture, $"{prefix}{order:D19}|{id}"))
        {
            ["State"] = head.State,
            ["Network"] = head.Network,
            ["OpenedAt"] = head.OpenedAt,
            ["HasDifference"] = head.HasDifference,
            ["Revision"] = head.Version,
        };
        if (head.Insurer is not null)
            row["Insurer"] = InsurerKey(head.Insurer);
        RowData.Write(row, JsonSerializer.Serialize(ClaimItem.Of(id, head), ClaimsJson.Default.ClaimItem));
        return row;
    }

    /// <summary>An insurer is the same in capitals.</summary>
    private static string InsurerKey(string insurer) => insurer.Trim().ToUpperInvariant();

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "claims", "");
}

/// <param name="OpenedFrom">The oldest that is shown.</param>
/// <param name="OpenedTo">The youngest that is shown.</param>
internal sealed record ClaimFilter(
    string? State, string? Network, string? Insurer, DateTimeOffset? OpenedFrom, DateTimeOffset? OpenedTo, bool? HasDifference);

/// <summary>A file as lists show it.</summary>
/// <param name="HasWarnings">Changes have come in that nobody has answered yet.</param>
internal sealed record ClaimItem(
    string Id,
    string Network,
    string Number,
    string? Insurer,
    string? Registration,
    string State,
    DateTimeOffset Since,
    DateTimeOffset OpenedAt,
    bool HasWarnings,
    bool HasDifference)
{
    public static ClaimItem Of(string id, ClaimHead head) => new(
        id,
        head.Network,
        head.Number,
        head.Insurer,
        head.Registration,
        head.State,
        head.Since,
        head.OpenedAt,
        head.Warnings.Count > 0,
        head.HasDifference);
}
