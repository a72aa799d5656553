using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Which charges are asked for again on which day: a partition a day. A row is a reason to look and no more: it is written before the charge
/// says so, and only the charge says whether it is due.
/// </summary>
internal sealed class RetryDays(TableServiceClient tables)
{
    private const string Kind = "debit-retries";
    private const int MaxTogether = 100;

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    public async Task PutAsync(string organisation, IEnumerable<Charge> charges, CancellationToken cancellation)
    {
        foreach (var day in charges.Where(charge => charge.RetryOn is not null).GroupBy(charge => charge.RetryOn!.Value))
        {
            var partition = PartitionOf(organisation, day.Key);
            foreach (var together in day.Chunk(MaxTogether))
            {
                await _table.SubmitTransactionAsync(
                    together.Select(charge => new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace,
                        new TableEntity(partition, new DueRetry(day.Key, charge.Month, charge.Group, charge.Quota).Key))),
                    cancellation);
            }
        }
    }

    /// <summary>All up to a day, oldest day first.</summary>
    public async IAsyncEnumerable<DueRetry> UpToAsync(
        string organisation, DateOnly last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (after, _) = PartitionKey.RangeOf(organisation, Kind);
        var to = PartitionOf(organisation, last);
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey le {to}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            var on = DateOnly.ParseExact(PartitionKey.IdOf(row.PartitionKey), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var place = row.RowKey.Split('|');
            yield return new DueRetry(on, place[0], place[1], place[2]);
        }
    }

    /// <summary>Takes rows of one day away, whoever wrote them again: it is for the charge to say whether it is still due.</summary>
    public async Task RemoveAsync(string organisation, IEnumerable<DueRetry> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            try
            {
                await _table.DeleteEntityAsync(PartitionOf(organisation, row.On), row.Key, ETag.All, cancellation);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Another run was faster.
            }
        }
    }

    private static string PartitionOf(string organisation, DateOnly day) =>
        PartitionKey.Of(organisation, Kind, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>A charge that may be due again.</summary>
internal sealed record DueRetry(DateOnly On, string Month, string Group, string Quota)
{
    /// <summary>Ids of groups hold no bar.</summary>
    public string Key => $"{Month}|{Group}|{Quota}";
}
