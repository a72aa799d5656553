using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Payments;

/// <summary>The lines of payouts, a row each, by the time of the transaction. Read again, a payout's lines replace themselves.</summary>
internal sealed class PayoutLines(TableServiceClient tables)
{
    public const string Table = "PayoutLines";

    private const int MaxRows = 100;

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task PutAsync(string payout, IReadOnlyList<PayoutLine> lines, CancellationToken cancellation)
    {
        foreach (var some in lines.Chunk(MaxRows))
        {
            await _table.SubmitTransactionAsync(
                [.. some.Select(line => new TableTransactionAction(TableTransactionActionType.UpsertReplace, RowOf(payout, line)))],
                cancellation);
        }
    }

    /// <summary>What each organisation has of a payout, in the order of their ids.</summary>
    public async Task<IReadOnlyList<PayoutShare>> SharesAsync(string payout, CancellationToken cancellation)
    {
        var shares = new SortedDictionary<string, PayoutShare>(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync(QueryOf(payout, null, "", null, null), cancellationToken: cancellation))
        {
            var line = LineIn(row);
            var share = shares.GetValueOrDefault(line.Organisation) ?? new PayoutShare(line.Organisation, 0, 0, PayoutSums.None);
            shares[line.Organisation] = share.With(line);
        }
        return [.. shares.Values];
    }

    /// <summary>Oldest first.</summary>
    /// <param name="organisation">Whose lines; null for all.</param>
    public async Task<Page<PayoutLine>> PageAsync(
        string payout, string? organisation, PayoutLineFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var lines = new List<PayoutLine>();
        var last = "";
        await foreach (var row in _table.QueryAsync(
            QueryOf(payout, organisation, after ?? "", filter.Kind, filter.Match), cancellationToken: cancellation))
        {
            if (lines.Count == limit)
                return new Page<PayoutLine>(lines, Cursor.After(last));
            last = row.RowKey;
            lines.Add(LineIn(row));
        }
        return new Page<PayoutLine>(lines, null);
    }

    private static string QueryOf(string payout, string? organisation, string after, string? kind, string? match)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(payout)} and RowKey gt {after}");
        if (organisation is not null)
            query += " and " + TableClient.CreateQueryFilter($"Organisation eq {organisation}");
        if (kind is not null)
            query += " and " + TableClient.CreateQueryFilter($"Kind eq {kind}");
        if (match is not null)
            query += " and " + TableClient.CreateQueryFilter($"Match eq {match}");
        return query;
    }

    private static TableEntity RowOf(string payout, PayoutLine line)
    {
        var row = new TableEntity(
            PartitionOf(payout),
            string.Create(CultureInfo.InvariantCulture, $"{line.At.ToUnixTimeSeconds():D12}|{PartitionKey.Encode(line.Id)}"))
        {
            ["Organisation"] = line.Organisation,
            ["Kind"] = line.Kind,
            ["Match"] = line.Match,
        };
        RowData.Write(row, JsonSerializer.Serialize(line, PayoutRows.Default.PayoutLine));
        return row;
    }

    private static PayoutLine LineIn(TableEntity row) => JsonSerializer.Deserialize(RowData.Read(row), PayoutRows.Default.PayoutLine)!;

    private static string PartitionOf(string payout) => PartitionKey.Of(Payout.OfInstallation, "payout-lines", payout);
}

internal sealed record PayoutLineFilter(string? Kind, string? Match);
