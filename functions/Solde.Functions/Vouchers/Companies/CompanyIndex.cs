using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>The organisation's companies for lists, a row each, made again whenever one was renamed; it may lag a moment.</summary>
internal sealed class CompanyIndex(TableServiceClient tables, AggregateStore<Company> companies)
{
    private const string VersionColumn = "Version";

    /// <summary>A search looks at so many rows for one page, then hands over a cursor: no call runs on without end.</summary>
    private const int MaxLooked = 5_000;

    private readonly TableClient _table = tables.GetTableClient(WalletIndex.Table);

    public static Task HandleAsync(CompanyNamed message, MessageContext context) =>
        context.Services.GetRequiredService<CompanyIndex>().PutAsync(message.Organisation, message.Company, context.CancellationToken);

    public async Task<Page<CompanyItem>> PageAsync(
        string organisation, string? search, string? after, int limit, CancellationToken cancellation)
    {
        var (partition, from) = (PartitionOf(organisation), after ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from}");
        var items = new List<CompanyItem>();
        var (last, looked) = ("", 0);
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (items.Count == limit || looked++ == MaxLooked)
                return new Page<CompanyItem>(items, Cursor.After(last));
            last = row.RowKey;
            var item = new CompanyItem(
                last, row.GetString("Name")!, row.GetString("Email")!, row.GetDateTimeOffset("OpenedAt")!.Value);
            if (item.Holds(search))
                items.Add(item);
        }
        return new Page<CompanyItem>(items, null);
    }

    /// <summary>Shows a company without what is erased of it: its version is the one that is shown already.</summary>
    public async Task PutErasedAsync(string organisation, string company, CancellationToken cancellation)
    {
        var found = await companies.ReadAsync(organisation, company, cancellation);
        await _table.UpsertEntityAsync(RowOf(organisation, company, found.Head!), TableUpdateMode.Replace, cancellation);
    }

    private async Task PutAsync(string organisation, string company, CancellationToken cancellation)
    {
        var found = await companies.ReadAsync(organisation, company, cancellation);
        if (found.Head is { } head)
            await NewerRow.PutAsync(_table, RowOf(organisation, company, head), VersionColumn, cancellation);
    }

    private static TableEntity RowOf(string organisation, string company, CompanyHead head) => new(PartitionOf(organisation), company)
    {
        ["Name"] = head.Name,
        ["Email"] = head.Email,
        ["OpenedAt"] = head.OpenedAt,
        [VersionColumn] = head.Version,
    };

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "companies", "");
}
