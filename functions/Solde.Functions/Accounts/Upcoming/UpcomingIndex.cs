using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// The organisation's upcoming payments by date. Rows are made from the account whenever a plan or a subscription changed,
/// so making them again is safe; the list may lag a moment behind.
/// </summary>
internal sealed class UpcomingIndex(TableServiceClient tables, AggregateStore<Account> accounts, IOrganisationDirectory organisations)
{
    public const string Table = "UpcomingPayments";

    /// <summary>One row a document that names its other rows and what they show.</summary>
    private const string EntryPrefix = "id|";
    private const string DatePrefix = "on|";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Makes the rows of one plan or subscription again.</summary>
    public async Task PutAsync(string organisation, string accountId, string document, CancellationToken cancellation)
    {
        if (await organisations.FindAsync(organisation, cancellation) is not { Profile: { } profile })
            return;
        var partition = PartitionOf(organisation);
        await ShownRows.PutAsync(_table, partition, $"{EntryPrefix}{accountId}|{document}", ReadAsync, cancellation);

        async Task<IReadOnlyList<TableEntity>> ReadAsync()
        {
            var account = await accounts.ReadAsync(
                organisation, accountId, cancellation, [Account.PlanRow(document), Account.SubscriptionRow(document)]);
            return [.. UpcomingPayment.Of(account, document, profile).Select(payment => RowOf(partition, payment))];
        }
    }

    public async Task<Page<UpcomingPayment>> PageAsync(
        string organisation, UpcomingFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var from = DatePrefix + Later(after, filter.From is { } first ? $"{first:yyyy-MM-dd}" : "");
        var to = DatePrefix + (filter.To is { } last ? $"{last:yyyy-MM-dd}}}" : "}");
        var partition = PartitionOf(organisation);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        if (filter.Account is not null)
            query += " and " + TableClient.CreateQueryFilter($"Account eq {filter.Account}");
        if (filter.Method is not null)
            query += " and " + TableClient.CreateQueryFilter($"Method eq {filter.Method}");
        if (filter.State is not null)
            query += " and " + TableClient.CreateQueryFilter($"State eq {filter.State}");

        var items = new List<UpcomingPayment>();
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<UpcomingPayment>(items, Cursor.After(items[^1].SortKey()));
            items.Add(JsonSerializer.Deserialize(RowData.Read(row), AccountsJson.Default.UpcomingPayment)!);
        }
        return new Page<UpcomingPayment>(items, null);
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "upcoming", "");

    private static string Later(string? left, string right) => left is not null && string.CompareOrdinal(left, right) > 0 ? left : right;

    private static TableEntity RowOf(string partition, UpcomingPayment payment)
    {
        var row = new TableEntity(partition, DatePrefix + payment.SortKey())
        {
            ["Account"] = payment.Account,
            ["Method"] = payment.Method,
            ["State"] = payment.State,
        };
        RowData.Write(row, JsonSerializer.Serialize(payment, AccountsJson.Default.UpcomingPayment));
        return row;
    }
}
