using System.Globalization;
using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Payments;

/// <summary>
/// The lists around comparisons, in partitions of one table: the comparisons of an organisation, the findings of each, those that are
/// open, and, while a comparison is under way, what we have in its span.
/// </summary>
internal sealed class ComparisonIndex(TableServiceClient tables)
{
    public const string Table = "ComparisonIndex";

    private const int MaxRows = 100;

    private readonly TableClient _table = tables.GetTableClient(Table);

    public Task PutAsync(string organisation, string id, ComparisonContent content, CancellationToken cancellation)
    {
        var row = new TableEntity(
            PartitionKey.Of(organisation, "comparisons", ""),
            string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - content.BegunAt.UtcTicks:D19}|{id}"))
        {
            ["Comparison"] = id,
        };
        RowData.Write(row, JsonSerializer.Serialize(content, ComparisonRows.Default.ComparisonContent));
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<ComparisonView>> PageAsync(string organisation, string? after, int limit, CancellationToken cancellation)
    {
        var page = await RowsAsync(PartitionKey.Of(organisation, "comparisons", ""), after, limit, null, cancellation);
        return new Page<ComparisonView>(
            [.. page.Items.Select(row => ComparisonView.Of(
                row.GetString("Comparison")!, JsonSerializer.Deserialize(RowData.Read(row), ComparisonRows.Default.ComparisonContent)!))],
            page.Next);
    }

    /// <summary>The finding is open, and the comparison has found it.</summary>
    public async Task FoundAsync(string organisation, string comparison, string finding, string kind, CancellationToken cancellation)
    {
        foreach (var partition in new[] { FindingsOf(organisation, comparison), OpenOf(organisation) })
        {
            await _table.UpsertEntityAsync(
                new TableEntity(partition, finding) { ["Kind"] = kind }, TableUpdateMode.Replace, cancellation);
        }
    }

    public async Task ClosedAsync(string organisation, string finding, CancellationToken cancellation)
    {
        try
        {
            await _table.DeleteEntityAsync(OpenOf(organisation), finding, Azure.ETag.All, cancellation);
        }
        catch (Azure.RequestFailedException gone) when (gone.Status == 404)
        {
            // Closed before, by a run that died after this.
        }
    }

    /// <param name="comparison">Whose findings; null for all that are open.</param>
    /// <param name="kind">One of <see cref="FindingKinds"/>; null for all.</param>
    public async Task<Page<string>> FindingsAsync(
        string organisation, string? comparison, string? kind, string? after, int limit, CancellationToken cancellation)
    {
        var partition = comparison is null ? OpenOf(organisation) : FindingsOf(organisation, comparison);
        var filter = kind is null ? null : TableClient.CreateQueryFilter($"Kind eq {kind}");
        var page = await RowsAsync(partition, after, limit, filter, cancellation);
        return new Page<string>([.. page.Items.Select(row => row.RowKey)], page.Next);
    }

    public async Task<bool> HasFoundAsync(string organisation, string comparison, string finding, CancellationToken cancellation) =>
        await _table.FindEntityAsync(FindingsOf(organisation, comparison), finding, cancellation) is not null;

    public async Task<FindingCounts> CountAsync(string organisation, string comparison, CancellationToken cancellation)
    {
        var counts = FindingCounts.None;
        var partition = FindingsOf(organisation, comparison);
        await foreach (var row in _table.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
            counts = counts.With(row.GetString("Kind")!);
        return counts;
    }

    /// <summary>What we have in the span; seen is what was met at the provider.</summary>
    public async Task MarkAsync(
        string organisation, string comparison, IEnumerable<OnlineMovement> movements, bool seen, CancellationToken cancellation)
    {
        var partition = OursOf(organisation, comparison);
        foreach (var some in movements.DistinctBy(KeyOf).Chunk(MaxRows))
        {
            await _table.SubmitTransactionAsync(
                [.. some.Select(movement => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity(partition, KeyOf(movement))
                    {
                        ["Account"] = movement.Account,
                        ["Payment"] = movement.Payment,
                        ["Refund"] = movement.Refund,
                        ["Part"] = movement.Part,
                        ["Seen"] = seen,
                    }))],
                cancellation);
        }
    }

    public async Task<Page<OnlineMovement>> UnseenAsync(
        string organisation, string comparison, string? after, int limit, CancellationToken cancellation)
    {
        var page = await RowsAsync(OursOf(organisation, comparison), after, limit, "Seen eq false", cancellation);
        return new Page<OnlineMovement>(
            [.. page.Items.Select(row => new OnlineMovement(
                row.GetString("Account")!, row.GetString("Payment"), row.GetString("Refund"), row.GetString("Part")))],
            page.Next);
    }

    /// <summary>What we have is in the accounts: once a comparison has ended, nobody asks for this list any more.</summary>
    public async Task ForgetOursAsync(string organisation, string comparison, CancellationToken cancellation)
    {
        var partition = OursOf(organisation, comparison);
        while (true)
        {
            var page = await RowsAsync(partition, null, MaxRows, null, cancellation);
            if (page.Items.Count == 0)
                return;
            await _table.SubmitTransactionAsync(
                [.. page.Items.Select(row => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), Azure.ETag.All))],
                cancellation);
        }
    }

    private async Task<Page<TableEntity>> RowsAsync(string partition, string? after, int limit, string? more, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        var rows = new List<TableEntity>();
        await foreach (var row in _table.QueryAsync(more is null ? query : $"{query} and {more}", cancellationToken: cancellation))
        {
            if (rows.Count == limit)
                return new Page<TableEntity>(rows, rows[^1].RowKey);
            rows.Add(row);
        }
        return new Page<TableEntity>(rows, null);
    }

    private static string KeyOf(OnlineMovement movement) => movement.Payment is { } payment
        ? $"payment|{movement.Account}|{payment}"
        : $"refund|{movement.Account}|{movement.Refund}|{movement.Part}";

    private static string FindingsOf(string organisation, string comparison) => PartitionKey.Of(organisation, "findings-of", comparison);

    private static string OpenOf(string organisation) => PartitionKey.Of(organisation, "open-findings", "");

    private static string OursOf(string organisation, string comparison) => PartitionKey.Of(organisation, "compared", comparison);
}
