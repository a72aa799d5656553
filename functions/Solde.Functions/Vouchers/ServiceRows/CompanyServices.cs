using System.Globalization;
using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The services of each company over all wallets, for its lists, exports and dashboard. Rows are made again from the wallet whenever a
/// service changed, all of one company in one partition; they may lag a moment behind.
/// </summary>
internal sealed class CompanyServices(TableServiceClient tables, WalletDocuments documents, TimeProvider clock)
{
    public const string Table = "VoucherServices";

    private const string Kind = "company-services";

    /// <summary>One row a service that names its other rows, and how new they are.</summary>
    private const string EntryPrefix = "id|";

    /// <summary>The whole service with its trail, by the day on which it was done: a key that stays while it is paid.</summary>
    private const string DayPrefix = "day|";

    /// <summary>The same by its latest change, the newest first.</summary>
    private const string ChangePrefix = "change|";

    /// <summary>Only those to which something can still happen, a few numbers each.</summary>
    private const string OpenPrefix = "open|";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public static Task HandleAsync(ServiceChanged message, MessageContext context) =>
        context.Services.GetRequiredService<CompanyServices>().PutAsync(message, context.CancellationToken);

    /// <summary>Oldest day first. A page of the storage is in memory at a time.</summary>
    /// <param name="company">Null for all of the organisation, one after the other.</param>
    /// <param name="to">The last day that counts.</param>
    public async IAsyncEnumerable<ShownService> ShownAsync(
        string organisation, string? company, DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (after, before) = PartitionKey.RangeOf(organisation, Kind);
        var partitions = company is null
            ? TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(organisation, company)}");
        var (first, end) = DaysOf(from, to);
        var filter = partitions + " and " + TableClient.CreateQueryFilter($"RowKey ge {first} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return ShownService.Of(row);
    }

    public async Task<Page<ShownService>> PageAsync(
        string organisation, string company, ServiceFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var prefix = filter.LatestChangeFirst ? ChangePrefix : DayPrefix;
        var (first, end) = filter.LatestChangeFirst ? (prefix, prefix[..^1] + "}") : DaysOf(filter.From, filter.To);
        if (after is not null && string.CompareOrdinal(prefix + after, first) > 0)
            first = prefix + after + "!";
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(organisation, company)} and RowKey ge {first} and RowKey lt {end}") + filter.Conditions;
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

    /// <summary>Services with vouchers to ask for, oldest day first, and how many more there are.</summary>
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
            else
                leftOver++;
        }
        return (found, leftOver);
    }

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
        var (partition, first) = (PartitionOf(organisation, company), ChangePrefix);
        var end = since is { } instant ? ChangePrefix + Newest(instant) : ChangePrefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync(filter, select: ["Status"], cancellationToken: cancellation))
            yield return row.GetInt32("Status")!.Value;
    }

    /// <summary>
    /// The service is read first, so what is shown is at least as new as the message says; a row that says so already is left alone, and
    /// of two that are written at once the entry lets one through.
    /// </summary>
    private async Task PutAsync(ServiceChanged message, CancellationToken cancellation)
    {
        while (true)
        {
            var service = await documents.FindServiceAsync(message.Organisation, message.Wallet, message.Service, cancellation);
            if (service is null)
                return;
            var partition = PartitionOf(message.Organisation, service.Company);
            var entry = await _table.FindEntityAsync(partition, EntryPrefix + service.Id, cancellation);
            if (entry?.GetInt64("Entry") >= message.Entry)
                return;
            try
            {
                await _table.SubmitTransactionAsync(Rows(partition, entry, message, service), cancellation);
                return;
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message of the same service was faster.
            }
        }
    }

    private IEnumerable<TableTransactionAction> Rows(string partition, TableEntity? entry, ServiceChanged message, Service service)
    {
        var now = clock.GetUtcNow();
        var shown = new ShownService(message.Wallet, service, now);
        var (day, change) = (DayKeyOf(service), $"{ChangePrefix}{Newest(now)}|{service.Id}");
        var open = service.IsOver ? "" : OpenPrefix + day[DayPrefix.Length..];
        var known = new TableEntity(partition, EntryPrefix + service.Id)
        {
            ["Entry"] = message.Entry, ["Day"] = day, ["Change"] = change, ["Open"] = open,
        };
        yield return entry is null
            ? new(TableTransactionActionType.Add, known)
            : new(TableTransactionActionType.UpdateReplace, known, entry.ETag);
        yield return new(TableTransactionActionType.UpsertReplace, shown.Row(partition, day));
        yield return new(TableTransactionActionType.UpsertReplace, shown.Row(partition, change));
        if (open.Length > 0)
            yield return new(TableTransactionActionType.UpsertReplace, OpenService.Of(message.Wallet, service).Row(partition, open));
        foreach (var (column, fresh) in new[] { ("Day", day), ("Change", change), ("Open", open) })
        {
            if (entry?.GetString(column) is { Length: > 0 } old && old != fresh)
                yield return new(TableTransactionActionType.Delete, new TableEntity(partition, old), Azure.ETag.All);
        }
    }

    private static string OpenOf(string organisation, string company)
    {
        var (partition, first, end) = (PartitionOf(organisation, company), OpenPrefix, OpenPrefix[..^1] + "}");
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first} and RowKey lt {end}");
    }

    private static (string First, string End) DaysOf(DateOnly? from, DateOnly? to) => (
        from is { } first ? $"{DayPrefix}{first:yyyy-MM-dd}" : DayPrefix,
        to is { } last ? $"{DayPrefix}{last:yyyy-MM-dd}}}" : DayPrefix[..^1] + "}");

    /// <summary>Sorts the newest first.</summary>
    private static string Newest(DateTimeOffset at) => (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    internal static string DayKeyOf(Service service) => $"{DayPrefix}{service.PerformedOn:yyyy-MM-dd}|{service.Id}";

    internal static string PartitionOf(string organisation, string company) => PartitionKey.Of(organisation, Kind, company);
}
