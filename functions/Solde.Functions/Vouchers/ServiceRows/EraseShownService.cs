using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>Erases what is personal in the rows that show a service to its company.</summary>
internal static class EraseShownService
{
    /// <summary>
    /// In the rows themselves and not by <see cref="ShowService"/>: for the company nothing changed, so the service keeps its place among
    /// the latest changes.
    /// </summary>
    public static async Task RunAsync(TableClient table, string organisation, Service service, CancellationToken cancellation)
    {
        var partition = ServiceKeys.PartitionOf(organisation, service.Company);
        while (true)
        {
            if (await table.FindEntityAsync(partition, ServiceKeys.EntryPrefix + service.Id, cancellation) is not { } entry)
                return;
            var actions = await RowsAsync(table, entry, cancellation).ToListAsync(cancellation);
            if (actions.Count == 0)
                return;
            // Whoever has read the entry and not written yet gives way, and reads what is erased.
            actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, entry, entry.ETag));
            try
            {
                await table.SubmitTransactionAsync(actions, cancellation);
                return;
            }
            catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // A message of the same service was faster.
            }
        }
    }

    /// <summary>Open rows hold numbers alone.</summary>
    private static async IAsyncEnumerable<TableTransactionAction> RowsAsync(
        TableClient table, TableEntity entry, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var column in (string[])["Day", "Change"])
        {
            if (await table.FindEntityAsync(entry.PartitionKey, entry.GetString(column)!, cancellation) is not { } row)
                continue;
            if (row.With(PersonalFields.Erase(RowData.Read(row), VoucherRows.Default.Service)) is { } erased)
                yield return erased;
        }
    }
}
