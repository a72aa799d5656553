using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The numbers of an organisation's groups, from 1. A number is taken in the same step that says by which group, before the group opens: one
/// that then fails to open leaves a gap, which is harmless.
/// </summary>
internal sealed class GroupNumbers(TableServiceClient tables)
{
    private const int MaxAttempts = 50;
    private const string Last = "last";
    private const string NumberPrefix = "number|";
    private const string GroupColumn = "Group";
    private const string NumberColumn = "Number";

    private readonly TableClient _table = tables.GetTableClient(QuotaStore.Table);

    /// <summary>The group's number, the same however often it is asked for.</summary>
    public async Task<int> OfAsync(string organisation, string group, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await _table.FindEntityAsync(partition, GroupKey(group), cancellation) is { } known)
                return known.GetInt32(NumberColumn)!.Value;
            var row = await _table.FindEntityAsync(partition, Last, cancellation);
            var number = (row?.GetInt32(NumberColumn) ?? 0) + 1;
            var head = new TableEntity(partition, Last) { [NumberColumn] = number };
            try
            {
                await _table.SubmitTransactionAsync(
                    [
                        row is null
                            ? new TableTransactionAction(TableTransactionActionType.Add, head)
                            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, row.ETag),
                        Taken(GroupKey(group), number, group),
                        Taken(NumberPrefix + number.ToString("D7"), number, group),
                    ],
                    cancellation);
                return number;
            }
            catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another group was faster: a short wait of random length lets one of many go first.
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), cancellation);
            }
        }
        throw new AggregateBusyException();

        TableTransactionAction Taken(string key, int number, string by) => new(
            TableTransactionActionType.Add, new TableEntity(partition, key) { [NumberColumn] = number, [GroupColumn] = by });
    }

    /// <summary>Every group by its number, a thousand with one query.</summary>
    public async Task<IReadOnlyDictionary<int, string>> AllAsync(string organisation, CancellationToken cancellation)
    {
        var (partition, from, to) = (PartitionOf(organisation), NumberPrefix, NumberPrefix + "}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        return await _table.QueryAsync(filter, cancellationToken: cancellation)
            .ToDictionaryAsync(row => row.GetInt32(NumberColumn)!.Value, row => row.GetString(GroupColumn)!, cancellationToken: cancellation);
    }

    private static string PartitionOf(string organisation) => PartitionKey.Of(organisation, "debit-group-numbers", "");

    private static string GroupKey(string group) => "group|" + group;
}
