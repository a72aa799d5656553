using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Payments;

/// <summary>
/// The lists of payouts: a row for the operator and one for each organisation that has a share, made again from the payout whenever that
/// changed.
/// </summary>
internal sealed class PayoutIndex(TableServiceClient tables)
{
    public const string Table = "PayoutIndex";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task PutAsync(string payout, PayoutContent content, CancellationToken cancellation)
    {
        await PutAsync(RowOf(Payout.OfInstallation, payout, content, PayoutView.OfWhole(payout, content)), cancellation);
        foreach (var share in content.Shares.Where(share => share.Organisation != Payout.OfInstallation))
            await PutAsync(RowOf(share.Organisation, payout, content, PayoutView.OfShare(payout, content, share)), cancellation);
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<PayoutItem>> PageAsync(
        string organisation, PayoutFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        if (filter.From is { } from)
            query += " and " + TableClient.CreateQueryFilter($"ArrivesOn ge {Day(from)}");
        if (filter.To is { } to)
            query += " and " + TableClient.CreateQueryFilter($"ArrivesOn le {Day(to)}");
        if (filter.State is not null)
            query += " and " + TableClient.CreateQueryFilter($"State eq {filter.State}");
        if (filter.HasDifference is { } differs)
            query += " and " + TableClient.CreateQueryFilter($"HasDifference eq {differs}");

        var items = new List<PayoutItem>();
        var last = "";
        await foreach (var row in _table.QueryAsync(query, cancellationToken: cancellation))
        {
            if (items.Count == limit)
                return new Page<PayoutItem>(items, Cursor.After(last));
            last = row.RowKey;
            items.Add(new PayoutItem(
                row.GetString("Payout")!,
                row.GetString("State")!,
                new Money(row.GetInt64("AmountMinor") ?? 0, row.GetString("Currency")!),
                DateOnly.ParseExact(row.GetString("ArrivesOn")!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.GetDateTimeOffset("CreatedAt")!.Value,
                row.GetInt32("Lines") ?? 0,
                row.GetBoolean("HasDifference") ?? false));
        }
        return new Page<PayoutItem>(items, null);
    }

    /// <summary>What comes late and is older than what is shown changes nothing.</summary>
    private Task PutAsync(TableEntity row, CancellationToken cancellation) => NewerRow.PutAsync(_table, row, "Revision", cancellation);

    private static TableEntity RowOf(string organisation, string payout, PayoutContent content, PayoutView view) => new(
        PartitionOf(organisation),
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - content.CreatedAt.UtcTicks:D19}|{PartitionKey.Encode(payout)}"))
    {
        ["Payout"] = payout,
        ["State"] = content.State,
        ["AmountMinor"] = view.Amount.Minor,
        ["Currency"] = view.Amount.Currency,
        ["ArrivesOn"] = Day(content.ArrivesOn),
        ["CreatedAt"] = content.CreatedAt,
        ["Lines"] = view.Lines,
        ["HasDifference"] = view.HasDifference,
        ["Revision"] = content.Revision,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "payouts", "");
}

/// <param name="From">The first day on which it arrives.</param>
/// <param name="To">The last one.</param>
internal sealed record PayoutFilter(DateOnly? From, DateOnly? To, string? State, bool? HasDifference);
