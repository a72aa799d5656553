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

    /// <summary>The storage takes 100 operations in a transaction; the entry is one of them.</summary>
    private const int MaxChanges = 99;

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>
    /// Makes the rows of one plan or subscription again, in as many transactions as they need. The entry is read before
    /// the account and written with every one: of two at once the one that knows the older account gives way.
    /// </summary>
    public async Task PutAsync(string organisation, string accountId, string document, CancellationToken cancellation)
    {
        if (await organisations.FindAsync(organisation, cancellation) is not { Profile: { } profile })
            return;
        var partition = PartitionOf(organisation);
        var key = $"{EntryPrefix}{accountId}|{document}";
        while (true)
        {
            var entry = await _table.FindEntityAsync(partition, key, cancellation);
            var account = await accounts.ReadAsync(
                organisation, accountId, cancellation, [Account.PlanRow(document), Account.SubscriptionRow(document)]);
            var wanted = UpcomingPayment.Of(account, document, profile).Select(payment => RowOf(partition, payment)).ToArray();
            var shown = ShownBy(entry);
            var changes = Changes(partition, shown, wanted).Take(MaxChanges + 1).ToArray();
            foreach (var (row, print, _) in changes.Take(MaxChanges))
            {
                if (print is null)
                    shown.Remove(row);
                else
                    shown[row] = print;
            }
            var after = new TableEntity(partition, key) { ["Shown"] = string.Join('\n', shown.Select(pair => $"{pair.Key}={pair.Value}")) };
            TableTransactionAction guard = entry is null
                ? new(TableTransactionActionType.Add, after)
                : new(TableTransactionActionType.UpdateReplace, after, entry.ETag);
            try
            {
                await _table.SubmitTransactionAsync([guard, .. changes.Take(MaxChanges).Select(change => change.Action)], cancellation);
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message of the same document was faster.
                continue;
            }
            if (changes.Length <= MaxChanges)
                return;
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

    private static IEnumerable<(string Row, string? Print, TableTransactionAction Action)> Changes(
        string partition, IReadOnlyDictionary<string, string> shown, IReadOnlyList<TableEntity> wanted)
    {
        foreach (var gone in shown.Keys.Except(wanted.Select(row => row.RowKey)))
            yield return (gone, null, new(TableTransactionActionType.Delete, new TableEntity(partition, gone), Azure.ETag.All));
        foreach (var row in wanted)
        {
            var print = IdempotencyKey.Digest(RowData.Read(row))[..8];
            if (shown.GetValueOrDefault(row.RowKey) != print)
                yield return (row.RowKey, print, new(TableTransactionActionType.UpsertReplace, row));
        }
    }

    private static SortedDictionary<string, string> ShownBy(TableEntity? entry) => new(
        (entry?.GetString("Shown") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('='))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal),
        StringComparer.Ordinal);

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
