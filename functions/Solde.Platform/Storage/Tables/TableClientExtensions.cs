namespace Solde.Platform.Storage;

public static class TableClientExtensions
{
    /// <summary>The row, or null where there is none: <see cref="TableClient.GetEntityIfExistsAsync"/> without its wrapping.</summary>
    public static async Task<TableEntity?> FindEntityAsync(
        this TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        var found = await table.GetEntityIfExistsAsync(partitionKey, rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }
}
