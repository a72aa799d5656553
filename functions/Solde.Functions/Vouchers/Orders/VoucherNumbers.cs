using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The numbers of an organisation's vouchers, handed out in blocks from one row. A block whose order then fails or dies is never used:
/// a gap is harmless, a number twice is not.
/// </summary>
internal sealed class VoucherNumbers(TableServiceClient tables)
{
    private const int MaxAttempts = 50;
    private const string LastColumn = "Last";

    private readonly TableClient _table = tables.GetTableClient(Wallet.Table);

    /// <returns>The first of so many numbers that nobody else gets.</returns>
    public async Task<long> ReserveAsync(string organisation, int count, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "voucher-numbers", "");
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var row = await _table.FindEntityAsync(partition, LastColumn, cancellation);
            var last = row?.GetInt64(LastColumn) ?? 0;
            var next = new TableEntity(partition, LastColumn) { [LastColumn] = last + count };
            try
            {
                if (row is null)
                    await _table.AddEntityAsync(next, cancellation);
                else
                    await _table.UpdateEntityAsync(next, row.ETag, TableUpdateMode.Replace, cancellation);
                return last + 1;
            }
            catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another order was faster: a short wait of random length lets one of many go first.
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), cancellation);
            }
        }
        throw new AggregateBusyException();
    }
}
