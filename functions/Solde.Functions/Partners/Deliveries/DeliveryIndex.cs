using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Partners;

/// <summary>The list of deliveries: a row each, by the time of its event, made again from the delivery whenever that changed.</summary>
internal sealed class DeliveryIndex(TableServiceClient tables)
{
    public const string Table = "DeliveryIndex";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Shows a delivery as it is. What comes late and is older than what is shown changes nothing.</summary>
    public Task PutAsync(string organisation, string id, DeliveryContent content, CancellationToken cancellation) =>
        NewerRow.PutAsync(_table, RowOf(organisation, id, content), "Revision", cancellation);

    /// <summary>Newest event first.</summary>
    public async Task<Page<ListDeliveries.Item>> PageAsync(
        string organisation, DeliveryFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        if (filter.Subscription is not null)
            query += " and " + TableClient.CreateQueryFilter($"Subscription eq {filter.Subscription}");
        if (filter.State is not null)
            query += " and " + TableClient.CreateQueryFilter($"State eq {filter.State}");
        if (filter.Event is not null)
            query += " and " + TableClient.CreateQueryFilter($"Event eq {filter.Event}");

        var items = new List<ListDeliveries.Item>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<ListDeliveries.Item>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(new ListDeliveries.Item(
                row.GetString("Delivery")!,
                row.GetString("Event")!,
                row.GetString("Type")!,
                row.GetString("Subscription")!,
                row.GetString("State")!,
                row.GetInt32("Attempts") ?? 0,
                row.GetDateTimeOffset("CreatedAt")!.Value,
                row.GetDateTimeOffset("AttemptedAt")));
        }
        return new Page<ListDeliveries.Item>(items, null);
    }

    private static TableEntity RowOf(string organisation, string id, DeliveryContent content) => new(
        PartitionOf(organisation),
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - content.Event.CreatedAt.UtcTicks:D19}|{id}"))
    {
        ["Delivery"] = id,
        ["Event"] = content.Event.Id,
        ["Type"] = content.Event.Type,
        ["Subscription"] = content.Subscription,
        ["State"] = content.State,
        ["Attempts"] = content.Attempts.Count,
        ["CreatedAt"] = content.Event.CreatedAt,
        ["AttemptedAt"] = content.Attempts.Count > 0 ? content.Attempts[^1].At : null,
        ["Revision"] = content.Revision,
    };

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "deliveries", "");
}

internal sealed record DeliveryFilter(string? Subscription, string? State, string? Event);
