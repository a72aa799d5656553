using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>The list of messages that were set aside: a row each, made again from the message whenever that changed.</summary>
internal sealed class SetAsideIndex(TableServiceClient tables, AggregateStore<SetAsideMessage> messages)
{
    private readonly TableClient _table = tables.GetTableClient(ClaimIndex.Table);

    public static Task HandleAsync(SetAsideChanged message, MessageContext context) =>
        context.Services.GetRequiredService<SetAsideIndex>().PutAsync(message.Organisation, message.SetAside, context.CancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<Page<SetAsideView>> PageAsync(
        string organisation, SetAsideFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey gt {after ?? ""} and State eq {filter.State}");
        if (filter.Network is not null)
            query += " and " + TableClient.CreateQueryFilter($"Network eq {filter.Network}");
        if (filter.Reason is not null)
            query += " and " + TableClient.CreateQueryFilter($"Reason eq {filter.Reason}");
        var items = new List<SetAsideView>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<SetAsideView>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(JsonSerializer.Deserialize(RowData.Read(row), ClaimsJson.Default.SetAsideView)!);
        }
        return new Page<SetAsideView>(items, null);
    }

    public async Task<int> WaitingAsync(string organisation, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(organisation)} and State eq {SetAsideStates.Waiting}");
        return await _table.QueryAsync(filter, cancellationToken: cancellation).CountAsync(cancellation);
    }

    /// <summary>Shows a message without what is erased of it: its revision is the one that is shown already.</summary>
    public async Task PutErasedAsync(string organisation, string id, CancellationToken cancellation) =>
        await _table.UpsertEntityAsync(await RowAsync(organisation, id, cancellation), TableUpdateMode.Replace, cancellation);

    private async Task PutAsync(string organisation, string id, CancellationToken cancellation) =>
        await NewerRow.PutAsync(_table, await RowAsync(organisation, id, cancellation), "Revision", cancellation);

    private async Task<TableEntity> RowAsync(string organisation, string id, CancellationToken cancellation)
    {
        var content = (await messages.ReadAsync(organisation, id, cancellation)).Content!;
        var row = new TableEntity(
            PartitionOf(organisation),
            string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - content.At.UtcTicks:D19}|{id}"))
        {
            ["State"] = content.State,
            ["Network"] = content.Network,
            ["Reason"] = content.Reason,
            ["Revision"] = content.Revision,
        };
        RowData.Write(row, JsonSerializer.Serialize(SetAsideView.Of(id, content), ClaimsJson.Default.SetAsideView));
        return row;
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "claims-set-aside", "");
}

internal sealed record SetAsideFilter(string? Network, string? Reason, string State);
