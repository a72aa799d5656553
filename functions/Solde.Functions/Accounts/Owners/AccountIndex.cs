using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// The organisation's accounts by name and by creation, for lists. Rows are made from the account whenever it changed,
/// all in one partition, so making them again is safe; a list may lag a moment behind.
/// </summary>
internal sealed class AccountIndex(TableServiceClient tables, AggregateStore<Account> accounts)
{
    public const string Table = "AccountIndex";
    public const string ByName = "name";
    public const string ByCreation = "created";

    /// <summary>One row an account that names its other rows.</summary>
    private const string EntryPrefix = "id|";

    /// <summary>A search looks at so many rows for one page, then hands over a cursor: no call runs on without end.</summary>
    private const int MaxLooked = 5_000;

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>
    /// Makes an account's rows again from what it is now. The entry row is read before the account and guards what is
    /// written after, so of two at once the one that knows the older account gives way and reads again.
    /// </summary>
    public async Task PutAsync(string organisation, string accountId, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "accounts", "");
        while (true)
        {
            var entry = await _table.FindEntityAsync(partition, EntryPrefix + accountId, cancellation);
            var account = await accounts.ReadAsync(organisation, accountId, cancellation);
            if (account.Head is not { } head)
                return;
            try
            {
                await _table.SubmitTransactionAsync(Rows(partition, entry, account.Id, head), cancellation);
                return;
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message of the same account was faster.
            }
        }
    }

    /// <param name="after">The account to go on after. Not a row key: cursors stand in addresses, and the key holds a name.</param>
    /// <returns>Null where <paramref name="after"/> is no account of this list.</returns>
    public async Task<Page<ListAccounts.Item>?> PageAsync(
        string organisation, string sort, string? after, int limit, bool? activated, string? search, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "accounts", "");
        var from = sort + "|";
        if (after is not null)
        {
            var entry = Ids.IsValid(after) ? await _table.FindEntityAsync(partition, EntryPrefix + after, cancellation) : null;
            if (KeysIn(entry).FirstOrDefault(key => key.StartsWith(from, StringComparison.Ordinal)) is not { } key)
                return null;
            from = key;
        }
        var to = sort + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        if (activated is { } wanted)
            filter += " and " + TableClient.CreateQueryFilter($"Activated eq {wanted}");

        var items = new List<ListAccounts.Item>();
        var last = "";
        var looked = 0;
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (items.Count == limit || looked == MaxLooked)
                return new Page<ListAccounts.Item>(items, last);
            looked++;
            last = row.GetString("Account")!;
            if (Matches(row, search))
                items.Add(ItemOf(row));
        }
        return new Page<ListAccounts.Item>(items, null);
    }

    /// <summary>Every account id of an organisation, a page of the storage at a time.</summary>
    public async IAsyncEnumerable<string> AllIdsAsync(
        string organisation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "accounts", "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {EntryPrefix} and RowKey lt {"id}"}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return row.RowKey[EntryPrefix.Length..];
    }

    private static IEnumerable<TableTransactionAction> Rows(string partition, TableEntity? entry, string account, AccountHead head)
    {
        string[] keys =
        [
            $"{ByName}|{SortKey(head.Owner.Name)}|{account}",
            $"{ByCreation}|{head.CreatedAt.UtcDateTime.ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture)}|{account}",
        ];
        var newEntry = new TableEntity(partition, EntryPrefix + account) { ["Keys"] = string.Join('\n', keys) };
        yield return entry is null
            ? new TableTransactionAction(TableTransactionActionType.Add, newEntry)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, newEntry, entry.ETag);
        foreach (var key in KeysIn(entry).Except(keys))
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), Azure.ETag.All);
        foreach (var key in keys)
        {
            yield return new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(partition, key)
            {
                ["Account"] = account,
                ["Name"] = head.Owner.Name,
                ["Email"] = head.Owner.Email,
                ["Activated"] = head.ActivatedAt is not null,
                ["CreatedAt"] = head.CreatedAt,
            });
        }
    }

    private static string[] KeysIn(TableEntity? entry) => (entry?.GetString("Keys") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static ListAccounts.Item ItemOf(TableEntity row) => new(
        row.GetString("Account")!,
        row.GetString("Name")!,
        row.GetString("Email")!,
        row.GetBoolean("Activated") == true,
        row.GetDateTimeOffset("CreatedAt")!.Value);

    /// <summary>Long enough to sort by; a row key has its limit.</summary>
    private static string SortKey(string name)
    {
        var key = PartitionKey.Encode(NameOrder.KeyOf(name));
        return key.Length <= 300 ? key : key[..300];
    }

    private static bool Matches(TableEntity row, string? search) =>
        search is null
        || row.GetString("Name")!.Contains(search, StringComparison.OrdinalIgnoreCase)
        || row.GetString("Email")!.Contains(search, StringComparison.OrdinalIgnoreCase);
}
