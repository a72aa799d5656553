using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>Reads a wallet's documents for lists: open and settled ones together, in the order of their ids.</summary>
internal sealed class WalletDocuments(TableServiceClient tables)
{
    /// <summary>The service takes 15 comparisons in one filter; the partition is one of them.</summary>
    private const int RowsOfQuery = 14;

    private readonly TableClient _table = tables.GetTableClient(Wallet.Table);

    public IAsyncEnumerable<Lot> LotsAsync(string organisation, string wallet, string? after, CancellationToken cancellation) =>
        MergedAsync(
            PartitionOf(organisation, wallet), Wallet.LotPrefix, after, VoucherRows.Default.Lot, lot => lot.Id, cancellation);

    public IAsyncEnumerable<Service> ServicesAsync(string organisation, string wallet, string? after, CancellationToken cancellation) =>
        MergedAsync(
            PartitionOf(organisation, wallet),
            Wallet.ServicePrefix,
            after,
            VoucherRows.Default.Service,
            service => service.Id,
            cancellation);

    public Task<Lot?> FindLotAsync(string organisation, string wallet, string lot, CancellationToken cancellation) =>
        FindAsync(PartitionOf(organisation, wallet), Wallet.LotPrefix + lot, VoucherRows.Default.Lot, cancellation);

    public Task<Service?> FindServiceAsync(string organisation, string wallet, string service, CancellationToken cancellation) =>
        FindAsync(PartitionOf(organisation, wallet), Wallet.ServiceRow(service), VoucherRows.Default.Service, cancellation);

    /// <summary>The lot that a number lies in: an order has so many numbers at most, and lots are named after the first.</summary>
    public async Task<Lot?> LotOfNumberAsync(string organisation, string wallet, long number, CancellationToken cancellation)
    {
        var before = Lot.IdOf(Math.Max(0, number - OrderVouchers.MaxCount));
        return await LotsAsync(organisation, wallet, before, cancellation)
            .TakeWhile(lot => lot.First <= number)
            .FirstOrDefaultAsync(lot => number <= lot.Last, cancellation);
    }

    /// <summary>Services to which vouchers are allocated: those are settled.</summary>
    public async Task<IReadOnlyDictionary<string, Service>> SettledServicesAsync(
        string organisation, string wallet, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation, wallet);
        var found = new Dictionary<string, Service>(StringComparer.Ordinal);
        foreach (var some in ids.Distinct().Chunk(RowsOfQuery))
        {
            var keys = string.Join(" or ", some.Select(id =>
                TableClient.CreateQueryFilter($"RowKey eq {Row.KeyOf(Wallet.ServiceRow(id), isOpen: false)}")));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + $" and ({keys})";
            await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            {
                var service = JsonSerializer.Deserialize(RowData.Read(row), VoucherRows.Default.Service)!;
                found[service.Id] = service;
            }
        }
        return found;
    }

    private static string PartitionOf(string organisation, string wallet) => PartitionKey.Of(organisation, Wallet.Kind, wallet);

    private async Task<T?> FindAsync<T>(string partition, string name, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        // Documents only ever move from the open rows to the settled ones, so one that moves meanwhile is found all the same.
        var row = await _table.FindEntityAsync(partition, Row.KeyOf(name, isOpen: true), cancellation)
            ?? await _table.FindEntityAsync(partition, Row.KeyOf(name, isOpen: false), cancellation);
        return row is null ? null : JsonSerializer.Deserialize(RowData.Read(row), type);
    }

    /// <summary>Both ranges are sorted by id: take the smaller, again and again. One that moved between them comes once.</summary>
    private async IAsyncEnumerable<T> MergedAsync<T>(
        string partition,
        string prefix,
        string? after,
        JsonTypeInfo<T> type,
        Func<T, string> id,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var open = RangeAsync(
            partition, Row.KeyOf(prefix, isOpen: true), after, type, cancellation).GetAsyncEnumerator(cancellation);
        await using var settled = RangeAsync(
            partition, Row.KeyOf(prefix, isOpen: false), after, type, cancellation).GetAsyncEnumerator(cancellation);
        var hasOpen = await open.MoveNextAsync();
        var hasSettled = await settled.MoveNextAsync();
        string? last = null;
        while (hasOpen || hasSettled)
        {
            var isOpenNext = hasOpen && (!hasSettled || string.CompareOrdinal(id(open.Current), id(settled.Current)) < 0);
            var next = isOpenNext ? open.Current : settled.Current;
            if (id(next) != last)
                yield return next;
            last = id(next);
            if (isOpenNext)
                hasOpen = await open.MoveNextAsync();
            else
                hasSettled = await settled.MoveNextAsync();
        }
    }

    private async IAsyncEnumerable<T> RangeAsync<T>(
        string partition, string prefix, string? after, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = prefix + after;
        var to = prefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var entity in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return JsonSerializer.Deserialize(RowData.Read(entity), type)!;
    }
}
