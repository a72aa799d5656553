using System.Collections.Concurrent;

namespace Solde.Platform.Storage;

/// <summary>The tables of one account.</summary>
/// <param name="account">Where they lie.</param>
/// <param name="prefix">Put before every table's name, so that several environments can share an account.</param>
public sealed class TableServiceClient(StorageAccount account, string prefix = "")
{
    private readonly ConcurrentDictionary<string, TableClient> _tables = new(StringComparer.Ordinal);

    /// <param name="tableName">Without the prefix.</param>
    public TableClient GetTableClient(string tableName) => _tables.GetOrAdd(tableName, name => new TableClient(account, prefix + name));
}
