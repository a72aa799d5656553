using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Storage;

namespace Solde.Functions.Payments;

/// <summary>Events that fit nothing known here: kept until a person has looked, never dropped (PAY-03).</summary>
internal sealed class UnmatchedEvents(TableServiceClient tables)
{
    public const string Table = "UnmatchedEvents";

    /// <summary>Events that name no organisation: only the operator sees them.</summary>
    public const string OfNobody = "";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>The same event again replaces its own row.</summary>
    public Task KeepAsync(string? organisation, StripeEvent message, string why, CancellationToken cancellation)
    {
        var subject = message.Data.Object;
        var row = new TableEntity(
            PartitionKey.Of(organisation ?? OfNobody, "unmatched-events", ""),
            string.Create(CultureInfo.InvariantCulture, $"{message.Created:D12}|{PartitionKey.Encode(message.Id)}"))
        {
            ["Event"] = message.Id,
            ["Type"] = message.Type,
            ["Object"] = subject.ValueKind == JsonValueKind.Object && subject.TryGetProperty("id", out var id) ? id.GetString() : null,
            ["At"] = DateTimeOffset.FromUnixTimeSeconds(message.Created),
            ["Why"] = why,
        };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<Page<ListUnmatchedEvents.Item>> PageAsync(
        string organisation, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "unmatched-events", "");
        var from = after ?? "";
        var items = new List<ListUnmatchedEvents.Item>();
        var last = "";
        await foreach (var row in _table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from}"), cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<ListUnmatchedEvents.Item>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(new ListUnmatchedEvents.Item(
                row.GetString("Event")!,
                row.GetString("Type")!,
                row.GetString("Object"),
                row.GetDateTimeOffset("At")!.Value,
                row.GetString("Why")!));
        }
        return new Page<ListUnmatchedEvents.Item>(items, null);
    }
}
