using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>Quotas as records of people: member, bank accounts, and the reasons that people gave. Rules, mandates and money stay.</summary>
internal sealed class QuotaRecords(TableServiceClient tables, QuotaEraser eraser, ChargedMonths months, ChargeStore charges)
    : IPersonalRecords
{
    private readonly TableClient _table = tables.GetTableClient(QuotaStore.Table);

    public string Kind => "quota";

    /// <summary>By groups, and by numbers in them.</summary>
    public async IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (range, end) = PartitionKey.RangeOf(organisation, DebitGroup.Kind);
        var (first, last) = (QuotaStore.RowKeyOf(""), QuotaStore.RowKeyOf("}"));
        var where = TableClient.CreateQueryFilter($"PartitionKey gt {range} and PartitionKey lt {end}");
        if (after is not null && PairIds.Find(after) is var (group, quota))
        {
            var (partition, key) = (QuotaStore.PartitionOf(organisation, group), QuotaStore.RowKeyOf(quota));
            where = TableClient.CreateQueryFilter(
                $"((PartitionKey eq {partition} and RowKey gt {key}) or (PartitionKey gt {partition} and PartitionKey lt {end}))");
        }
        var which = TableClient.CreateQueryFilter($" and RowKey gt {first} and RowKey lt {last} and ChangedAt lt {before}");
        await foreach (var row in _table.QueryAsync(where + which, cancellationToken: cancellation))
            yield return await RecordOfAsync(organisation, row, cancellation);
    }

    public async Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation) =>
        PairIds.Find(id) is var (group, quota)
        && await eraser.FindAsync(organisation, group, quota, cancellation) is { } row
        && row.ContainsKey(AggregateColumns.ChangedAt)
            ? await RecordOfAsync(organisation, row, cancellation)
            : null;

    public async Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        if (PairIds.Find(id) is not var (group, quota) || await eraser.FindAsync(organisation, group, quota, cancellation) is not { } row)
            return false;
        var erasedBy = row.GetString(AggregateColumns.ErasedBy);
        if (!row.ContainsKey(AggregateColumns.ChangedAt))
            return erasedBy == order.Run;
        if (erasedBy is null
            && !(order.Terms.AllowsErasing(await RecordOfAsync(organisation, row, cancellation))
                && await eraser.TryBeginAsync(row, quota, order, cancellation)))
            return false;
        await eraser.SweepAsync(row.PartitionKey, quota, row.GetDateTimeOffset(AggregateColumns.ChangedAt)!.Value, cancellation);
        await eraser.EndAsync(row.PartitionKey, quota, cancellation);
        return true;
    }

    private async Task<PersonalRecord> RecordOfAsync(string organisation, TableEntity row, CancellationToken cancellation)
    {
        var quota = QuotaStore.Read(row);
        return new PersonalRecord(
            PairIds.Of(quota.Group, quota.Id),
            row.GetDateTimeOffset(AggregateColumns.ChangedAt)!.Value,
            quota.IsAtRest && await HasOnlyClosedChargesAsync(organisation, quota, cancellation),
            IsOfBooks: true);
    }

    /// <summary>Of the months that are not erased: in those that are, every charge was closed.</summary>
    private async Task<bool> HasOnlyClosedChargesAsync(string organisation, Quota quota, CancellationToken cancellation)
    {
        await foreach (var (month, group) in months.OfGroupAsync(organisation, quota.Group, cancellation))
        {
            if (await charges.FindAsync(organisation, month, group, quota.Id, cancellation) is { IsClosed: false })
                return false;
        }
        return true;
    }
}
