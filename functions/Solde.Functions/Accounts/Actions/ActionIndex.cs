using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// The organisation's failures that are open or dismissed, by the time they failed. Rows are made again from the account
/// whenever it changed so that they would differ; the list may lag a moment behind.
/// </summary>
internal sealed class ActionIndex(TableServiceClient tables, AggregateStore<Account> accounts)
{
    public const string Table = "PaymentActions";

    /// <summary>Each entry has a row in either order, so that neither reads what it does not show.</summary>
    private const string OldestPrefix = "oldest|";
    private const string NewestPrefix = "newest|";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public Task PutAsync(string organisation, string account, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        return ShownRows.PutAsync(_table, partition, $"id|{account}", ReadAsync, cancellation);

        async Task<IReadOnlyList<TableEntity>> ReadAsync()
        {
            var found = await accounts.ReadAsync(organisation, account, cancellation);
            return [.. PaymentAction.Of(found).SelectMany(action => RowsOf(partition, action))];
        }
    }

    public async Task<Page<PaymentAction>> PageAsync(
        string organisation, ActionFilter filter, ListOrder list, CancellationToken cancellation)
    {
        var prefix = list.NewestFirst ? NewestPrefix : OldestPrefix;
        var (partition, from, to) = (PartitionOf(organisation), prefix + list.After, prefix + "}");
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to} and State eq {filter.State}");
        if (filter.Account is not null)
            query += " and " + TableClient.CreateQueryFilter($"Account eq {filter.Account}");
        if (filter.Kind is not null)
            query += " and " + TableClient.CreateQueryFilter($"ActionKind eq {filter.Kind}");
        if (filter.Class is not null)
            query += " and " + TableClient.CreateQueryFilter($"FailureClass eq {filter.Class}");

        var items = new List<PaymentAction>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == list.Limit)
                return new Page<PaymentAction>(items, Cursor.After(last));
            last = row.RowKey[prefix.Length..];
            items.Add(JsonSerializer.Deserialize(RowData.Read(row), AccountsJson.Default.PaymentAction)!);
        }
        return new Page<PaymentAction>(items, null);
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "payment-actions", "");

    private static IEnumerable<TableEntity> RowsOf(string partition, PaymentAction action)
    {
        var ticks = action.FailedAt.UtcTicks;
        yield return RowOf(partition, OldestPrefix, ticks, action);
        yield return RowOf(partition, NewestPrefix, DateTime.MaxValue.Ticks - ticks, action);
    }

    private static TableEntity RowOf(string partition, string prefix, long order, PaymentAction action)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{prefix}{order:D19}|{action.Account}|{action.Id}");
        var row = new TableEntity(partition, key)
        {
            ["Account"] = action.Account,
            ["ActionKind"] = action.Kind,
            ["FailureClass"] = action.Failure().Class.Name,
            ["State"] = action.State,
        };
        RowData.Write(row, JsonSerializer.Serialize(action, AccountsJson.Default.PaymentAction));
        return row;
    }
}

/// <summary>What a list of failures may be asked for.</summary>
internal sealed record ActionFilter(string? Kind, string? Class, string? Account, string State);
