using Azure;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>A row of a list that shows a document as it is: made again whenever the document changed, and never from an older one.</summary>
internal static class NewerRow
{
    /// <param name="version">The row's column, a number that only rises, by which the newer of two is known.</param>
    public static async Task PutAsync(TableClient table, TableEntity row, string version, CancellationToken cancellation)
    {
        while (true)
        {
            var shown = await table.FindEntityAsync(row.PartitionKey, row.RowKey, cancellation);
            if (shown is not null && shown.GetInt32(version) >= row.GetInt32(version))
                return;
            try
            {
                if (shown is null)
                    await table.AddEntityAsync(row, cancellation);
                else
                    await table.UpdateEntityAsync(row, shown.ETag, TableUpdateMode.Replace, cancellation);
                return;
            }
            catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another delivery was faster: what it shows may be newer.
            }
        }
    }
}
