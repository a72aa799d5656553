using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Partners;

/// <summary>
/// What happened, a row an event, newest first. Kept whether or not somebody listens: a partner who was not there yet, or was paused,
/// finds it here.
/// </summary>
internal sealed class PartnerEvents(TableServiceClient tables)
{
    public const string Table = "PartnerEvents";

    private const int MaxRows = 100;

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Events are never changed, so writing one again replaces it by itself.</summary>
    public async Task KeepAsync(string organisation, IReadOnlyList<PartnerEvent> events, CancellationToken cancellation)
    {
        foreach (var some in events.Chunk(MaxRows))
        {
            var rows = some.Select(happened => RowOf(organisation, happened));
            await _table.SubmitTransactionAsync(
                [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))], cancellation);
        }
    }

    public async Task<Page<PartnerEvent>> PageAsync(
        string organisation, EventFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        // Keys count down: what happened before an instant lies behind it.
        var from = filter.Before is { } before ? $"{Countdown(before)}~" : "";
        var to = filter.From is { } first ? $"{Countdown(first)}~" : "~";
        if (string.CompareOrdinal(after, from) > 0)
            from = after!;
        var partition = PartitionOf(organisation);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        if (filter.Type is not null)
            query += " and " + TableClient.CreateQueryFilter($"Type eq {filter.Type}");
        if (filter.Account is not null)
            query += " and " + TableClient.CreateQueryFilter($"Account eq {filter.Account}");

        var items = new List<PartnerEvent>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<PartnerEvent>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(JsonSerializer.Deserialize(RowData.Read(row), EventBodyJson.Default.PartnerEvent)!);
        }
        return new Page<PartnerEvent>(items, null);
    }

    private static TableEntity RowOf(string organisation, PartnerEvent happened)
    {
        var row = new TableEntity(PartitionOf(organisation), $"{Countdown(happened.CreatedAt)}|{happened.Id}")
        {
            ["Type"] = happened.Type,
            ["Account"] = happened.Data.Account,
        };
        RowData.Write(row, JsonSerializer.Serialize(happened, EventBodyJson.Default.PartnerEvent));
        return row;
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "partner-events", "");

    private static string Countdown(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}

/// <param name="From">That instant included.</param>
/// <param name="Before">That instant not included.</param>
internal sealed record EventFilter(string? Type, string? Account, DateTimeOffset? From, DateTimeOffset? Before);
