using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The next instant at which a wallet must be looked at: a delay ends, or vouchers expire or are about to. A partition a day. A row is a
/// reason to look and no more: one too many costs a look, and only its wallet says what is due.
/// </summary>
internal sealed class VoucherLooks(TableServiceClient tables)
{
    public const string Table = "VoucherLooks";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Writes the wallet's next look. One at an earlier instant stays until it is made.</summary>
    public async Task PutNextAsync(Wallet wallet, VoucherMoment moment, CancellationToken cancellation)
    {
        if (NextOf(wallet, moment) is not { } at)
            return;
        var due = new WalletDue(moment.Organisation, wallet.Id, at);
        var row = new TableEntity(PartitionOf(at), RowOf(due))
        {
            ["Organisation"] = due.Organisation,
            ["Wallet"] = due.Wallet,
            ["At"] = at,
        };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async IAsyncEnumerable<WalletDue> UpToAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, to) = (PartitionOf(DateTimeOffset.MinValue), PartitionOf(now));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to} and At le {now}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return new WalletDue(row.GetString("Organisation")!, row.GetString("Wallet")!, row.GetDateTimeOffset("At")!.Value);
    }

    public Task<TableEntity?> FindAsync(WalletDue due, CancellationToken cancellation) =>
        _table.FindEntityAsync(PartitionOf(due.At), RowOf(due), cancellation);

    /// <summary>Removes a row that was not written again since it was read.</summary>
    public async Task RemoveAsync(TableEntity? row, CancellationToken cancellation)
    {
        if (row is null)
            return;
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Another delivery was faster, or something new falls due at that instant: it is looked at again.
        }
    }

    internal static DateTimeOffset? NextOf(Wallet wallet, VoucherMoment moment)
    {
        var lots = wallet.Lots.Values.Where(lot => lot.IsOpen).ToArray();
        var days = lots.Select(lot => lot.ExpiresOn.AddDays(1)).Concat(lots.Select(lot => lot.TellOn(moment.Settings)).OfType<DateOnly>());
        return days.Select(day => (DateTimeOffset?)moment.Calendar.StartOf(day)).Append(Silence.NextIn(wallet)).Min();
    }

    private static string PartitionOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>With the instant in it: of two that are written at once for one wallet, none hides the other.</summary>
    private static string RowOf(WalletDue due) =>
        $"{PartitionKey.Encode(due.Organisation)}|{PartitionKey.Encode(due.Wallet)}|{due.At.UtcDateTime:HHmmssfffffff}";
}
