using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>
/// A row: its keys, its version and its own properties, which are string, bool, int, long, double, DateTimeOffset, Guid or byte[].
/// As in Azure.Data.Tables the keys, the ETag and the Timestamp are entries of the dictionary too.
/// A property that is null is not stored; merging it into a row leaves the stored value as it is.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name that Azure.Data.Tables gave it.")]
public sealed class TableEntity : IDictionary<string, object?>
{
    private readonly Dictionary<string, object?> properties = [];

    public TableEntity()
    {
    }

    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, value) in values) this[name] = value;
    }

    public string PartitionKey
    {
        get => GetString(TableProperties.PartitionKey) ?? "";
        set => this[TableProperties.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(TableProperties.RowKey) ?? "";
        set => this[TableProperties.RowKey] = value;
    }

    /// <summary>The version that was read. It says nothing about order: a later version may compare lower.</summary>
    public ETag ETag
    {
        get => GetString(TableProperties.ETag) is { } tag ? new ETag(tag) : default;
        set => this[TableProperties.ETag] = value == default ? null : value.ToString();
    }

    /// <summary>When storage wrote the row; storage sets it.</summary>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TableProperties.Timestamp);
        set => this[TableProperties.Timestamp] = value;
    }

    public ICollection<string> Keys => properties.Keys;

    public ICollection<object?> Values => properties.Values;

    public int Count => properties.Count;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>Null when there is no such property.</summary>
    /// <exception cref="ArgumentException">A value is set that a table cannot hold.</exception>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set
        {
            TableProperties.CheckType(key, value);
            properties[key] = value;
        }
    }

    // Each getter gives null when the property is absent, and throws InvalidOperationException when it has another type:
    // a value of the wrong type is never quietly converted.
    public string? GetString(string key) => GetReference<string>(key);

    public byte[]? GetBinary(string key) => GetReference<byte[]>(key);

    public bool? GetBoolean(string key) => GetValue<bool>(key);

    public int? GetInt32(string key) => GetValue<int>(key);

    public long? GetInt64(string key) => GetValue<long>(key);

    public double? GetDouble(string key) => GetValue<double>(key);

    public DateTimeOffset? GetDateTimeOffset(string key) => GetValue<DateTimeOffset>(key);

    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    public void Add(string key, object? value)
    {
        TableProperties.CheckType(key, value);
        properties.Add(key, value);
    }

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => properties.GetEnumerator();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T? GetReference<T>(string key)
        where T : class => this[key] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(key, typeof(T), other),
        };

    private T? GetValue<T>(string key)
        where T : struct => this[key] switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(key, typeof(T), other),
        };

    private static InvalidOperationException WrongType(string key, Type wanted, object value) =>
        new($"Property {key} is {value.GetType().Name}, not {wanted.Name}.");
}
