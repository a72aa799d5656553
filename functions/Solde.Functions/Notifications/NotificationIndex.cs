using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Notifications;

/// <summary>The notification centre's list: a row a notice, made again from it whenever it changed.</summary>
internal sealed class NotificationIndex(TableServiceClient tables)
{
    public const string Table = "NotificationIndex";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Shows a notice as it is. What comes late and is older than what is shown changes nothing.</summary>
    public Task PutAsync(string organisation, string id, NotificationContent content, CancellationToken cancellation) =>
        NewerRow.PutAsync(_table, RowOf(organisation, id, content), "Age", cancellation);

    /// <summary>Shows a notice without what is erased of it: its age is what is shown already.</summary>
    public Task PutErasedAsync(string organisation, string id, NotificationContent content, CancellationToken cancellation) =>
        _table.UpsertEntityAsync(RowOf(organisation, id, content), TableUpdateMode.Replace, cancellation);

    private static TableEntity RowOf(string organisation, string id, NotificationContent content) =>
        new(PartitionKey.Of(organisation, "notifications", ""), KeyOf(id, content.CreatedAt))
        {
            ["Notification"] = id,
            ["NoticeKind"] = content.NoticeKind,
            ["Recipient"] = content.Recipient,
            ["About"] = content.About,
            ["State"] = content.State,
            ["ByEmail"] = content.To is not null,
            ["CreatedAt"] = content.CreatedAt,
            ["SentAt"] = content.SentAt,
            ["Age"] = AgeOf(content),
        };

    /// <summary>A notice only goes forward: tries, then an end.</summary>
    private static int AgeOf(NotificationContent content) => content.State == NotificationStates.Queued ? content.Tries : int.MaxValue;

    /// <summary>Newest first.</summary>
    public async Task<Page<ListNotifications.Item>> PageAsync(
        string organisation, string? kind, string? state, string? recipient, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "notifications", "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        if (kind is not null)
            filter += " and " + TableClient.CreateQueryFilter($"NoticeKind eq {kind}");
        if (state is not null)
            filter += " and " + TableClient.CreateQueryFilter($"State eq {state}");
        if (recipient is not null)
            filter += " and " + TableClient.CreateQueryFilter($"Recipient eq {recipient}");

        var items = new List<ListNotifications.Item>();
        var last = "";
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<ListNotifications.Item>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(new ListNotifications.Item(
                row.GetString("Notification")!,
                row.GetString("NoticeKind")!,
                row.GetString("Recipient")!,
                row.GetString("About")!,
                row.GetString("State")!,
                row.GetBoolean("ByEmail") == true,
                row.GetDateTimeOffset("CreatedAt")!.Value,
                row.GetDateTimeOffset("SentAt")));
        }
        return new Page<ListNotifications.Item>(items, null);
    }

    /// <summary>Counts down, so that the newest row comes first.</summary>
    private static string KeyOf(string id, DateTimeOffset createdAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - createdAt.UtcTicks:D19}|{PartitionKey.Encode(id)}");
}
