using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The organisation's wallets by name, for lists. Rows are made from the wallet whenever it was renamed, all in one partition, so making
/// them again is safe; a list may lag a moment behind.
/// </summary>
internal sealed class WalletIndex(TableServiceClient tables, AggregateStore<Wallet> wallets)
{
    public const string Table = "WalletIndex";

    private const string NamePrefix = "name|";

    /// <summary>One row a wallet that names its other row.</summary>
    private const string EntryPrefix = "id|";

    private const string KeyColumn = "Key";

    /// <summary>A search looks at so many rows for one page, then hands over a cursor: no call runs on without end.</summary>
    private const int MaxLooked = 5_000;

    /// <summary>Long enough to sort by; a row key has its limit.</summary>
    private const int MaxKeyLength = 300;

    private readonly TableClient _table = tables.GetTableClient(Table);

    public static Task HandleAsync(WalletNamed message, MessageContext context) =>
        context.Services.GetRequiredService<WalletIndex>().PutAsync(message.Organisation, message.Wallet, context.CancellationToken);

    /// <param name="after">The wallet to go on after. Not a row key: cursors stand in addresses, and the key holds a name.</param>
    /// <returns>Null where <paramref name="after"/> is no wallet of this list.</returns>
    public async Task<Page<ListWallets.Item>?> PageAsync(
        string organisation, string? search, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        var from = NamePrefix;
        if (after is not null)
        {
            var entry = Ids.IsValid(after) ? await _table.FindEntityAsync(partition, EntryPrefix + after, cancellation) : null;
            if (entry?.GetString(KeyColumn) is not { } key)
                return null;
            from = key;
        }
        var to = NamePrefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        var items = new List<ListWallets.Item>();
        var (last, looked) = ("", 0);
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (items.Count == limit || looked++ == MaxLooked)
                return new Page<ListWallets.Item>(items, last);
            last = row.GetString("Wallet")!;
            var item = new ListWallets.Item(
                last, row.GetString("Name")!, row.GetString("Email")!, row.GetDateTimeOffset("OpenedAt")!.Value);
            if (item.Holds(search))
                items.Add(item);
        }
        return new Page<ListWallets.Item>(items, null);
    }

    /// <summary>
    /// Makes a wallet's rows again from what it is now. The entry row is read before the wallet and guards what is written after, so of two
    /// at once the one that knows the older wallet gives way and reads again.
    /// </summary>
    public async Task PutAsync(string organisation, string walletId, CancellationToken cancellation)
    {
        while (true)
        {
            var entry = await _table.FindEntityAsync(PartitionOf(organisation), EntryPrefix + walletId, cancellation);
            var wallet = await wallets.ReadAsync(organisation, walletId, cancellation);
            if (wallet.Head is not { } head)
                return;
            try
            {
                await _table.SubmitTransactionAsync(Rows(PartitionOf(organisation), entry, walletId, head), cancellation);
                return;
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message of the same wallet was faster.
            }
        }
    }

    private static IEnumerable<TableTransactionAction> Rows(string partition, TableEntity? entry, string wallet, WalletHead head)
    {
        var name = PartitionKey.Encode(NameOrder.KeyOf(head.User.Name));
        var key = $"{NamePrefix}{(name.Length <= MaxKeyLength ? name : name[..MaxKeyLength])}|{wallet}";
        var newEntry = new TableEntity(partition, EntryPrefix + wallet) { [KeyColumn] = key };
        yield return entry is null
            ? new TableTransactionAction(TableTransactionActionType.Add, newEntry)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, newEntry, entry.ETag);
        if (entry?.GetString(KeyColumn) is { } old && old != key)
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, old), Azure.ETag.All);
        yield return new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(partition, key)
        {
            ["Wallet"] = wallet,
            ["Name"] = head.User.Name,
            ["Email"] = head.User.Email,
            ["OpenedAt"] = head.OpenedAt,
        });
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "wallets", "");
}
