using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The services of each company over all wallets, for its lists, exports and dashboard: read from the rows that <see cref="ShowService"/>
/// makes, so they may lag a moment behind.
/// </summary>
internal sealed class CompanyServices(TableServiceClient tables)
{
    public const string Table = "VoucherServices";

    private const int MaxLeftOver = 10_000;

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Oldest day first. A page of the storage is in memory at a time.</summary>
    /// <param name="company">Null for all of the organisation, one after the other.</param>
    /// <param name="to">The last day that counts.</param>
    public async IAsyncEnumerable<ShownService> ShownAsync(
        string organisation, string? company, DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (after, before) = PartitionKey.RangeOf(organisation, ServiceKeys.Kind);
        var partitions = company is null
            ? TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {ServiceKeys.PartitionOf(organisation, company)}");
        var (first, end) = ServiceKeys.DaysOf(from, to);
        var filter = partitions + " and " + TableClient.CreateQueryFilter($"RowKey ge {first} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return ShownService.Of(row);
    }

    public async Task<Page<ShownService>> PageAsync(
        string organisation, string company, ServiceFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var prefix = filter.LatestChangeFirst ? ServiceKeys.ChangePrefix : ServiceKeys.DayPrefix;
        var (first, end) = filter.LatestChangeFirst ? (prefix, prefix[..^1] + "}") : ServiceKeys.DaysOf(filter.From, filter.To);
        if (after is not null && string.CompareOrdinal(prefix + after, first) > 0)
            first = prefix + after + "!";
        var partition = ServiceKeys.PartitionOf(organisation, company);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}")
            + filter.Conditions;
        var items = new List<ShownService>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, maxPerPage: limit + 1, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<ShownService>(items, Cursor.After(last));
            last = row.RowKey[prefix.Length..];
            items.Add(ShownService.Of(row));
        }
        return new Page<ShownService>(items, null);
    }

    /// <summary>Services with vouchers to ask for, oldest day first, and how many more there are, counted up to a limit.</summary>
    public async Task<(IReadOnlyList<ServiceName> Services, int LeftOver)> ToAskAsync(
        string organisation, string company, int most, CancellationToken cancellation)
    {
        var found = new List<ServiceName>();
        var leftOver = 0;
        var filter = OpenOf(organisation, company) + " and " + TableClient.CreateQueryFilter($"ToAsk gt {0}");
        await foreach (var row in _table.QueryAsync(filter, select: ["Wallet"], cancellationToken: cancellation))
        {
            if (found.Count < most)
                found.Add(new ServiceName(row.GetString("Wallet")!, row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..]));
            else if (++leftOver == MaxLeftOver)
                break;
        }
        return (found, leftOver);
    }

    public async Task<bool> HasOpenAsync(string organisation, string company, CancellationToken cancellation) =>
        await _table.QueryAsync(OpenOf(organisation, company), maxPerPage: 1, select: ["Wallet"], cancellationToken: cancellation)
            .AnyAsync(cancellation);

    /// <summary>A few numbers of each service to which something can still happen.</summary>
    public async IAsyncEnumerable<OpenService> OpenAsync(
        string organisation, string company, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in _table.QueryAsync(
            OpenOf(organisation, company), select: OpenService.Columns, cancellationToken: cancellation))
            yield return OpenService.Of(row);
    }

    /// <summary>The status of each service that changed since, the newest change first.</summary>
    public async IAsyncEnumerable<int> ChangedAsync(
        string organisation, string company, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (partition, first) = (ServiceKeys.PartitionOf(organisation, company), ServiceKeys.ChangePrefix);
        var end = since is { } instant ? ServiceKeys.ChangePrefix + ServiceKeys.Newest(instant) : ServiceKeys.ChangePrefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync(filter, select: ["Status"], cancellationToken: cancellation))
            yield return row.GetInt32("Status")!.Value;
    }

    private static string OpenOf(string organisation, string company)
    {
        var partition = ServiceKeys.PartitionOf(organisation, company);
        var (first, end) = (ServiceKeys.OpenPrefix, ServiceKeys.OpenPrefix[..^1] + "}");
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {end}");
    }
}
