namespace Solde.Platform.Storage;

/// <summary>The names that storage gives to what every row has, and the types that the other properties may have.</summary>
internal static class TableProperties
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";

    public static bool IsSystem(string name) => name is PartitionKey or RowKey or Timestamp or ETag;

    public static void CheckType(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value is not (null or string or bool or int or long or double or DateTimeOffset or Guid or byte[]))
        {
            throw new ArgumentException(
                $"Property {name} is {value.GetType().Name}; a table holds string, bool, int, long, double, DateTimeOffset, Guid and byte[].",
                nameof(value));
        }
    }
}
