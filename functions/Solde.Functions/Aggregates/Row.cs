using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>One document of an aggregate and where it lies.</summary>
/// <param name="Name">
/// Unique in the aggregate, such as <c>invoice|inv_1</c>; the root is <see cref="Head"/>. It holds no <c>.</c> and no
/// <c>[</c>: in the journal they begin what is inside the document.
/// </param>
/// <param name="IsOpen">
/// Open rows are read by every command; settled ones lie behind them and are read when asked for. So a command's cost
/// does not grow with the aggregate's age.
/// </param>
public sealed record Row(string Name, bool IsOpen, object Document, JsonTypeInfo Type)
{
    public const string Head = "head";

    internal const string OpenPrefix = "0|";
    internal const string SettledPrefix = "1|";

    /// <summary>Before it lie all rows of an aggregate; an area may keep rows of its own behind it.</summary>
    internal const string LastKey = "2";

    public string Key => KeyOf(Name, IsOpen);

    internal static string KeyOf(string name, bool isOpen) => (isOpen ? OpenPrefix : SettledPrefix) + name;
}

/// <summary>The documents of an aggregate that were read, by name.</summary>
public sealed class RowSet
{
    private readonly SortedDictionary<string, (string Key, string Json)> _documents = new(StringComparer.Ordinal);

    /// <summary>Settled rows that were looked for: what is not here after that does not exist.</summary>
    public HashSet<string> AskedFor { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of the aggregate's newest journal entry, 0 before the first.</summary>
    public long Sequence { get; internal set; }

    public T? Get<T>(string name, JsonTypeInfo<T> type)
        where T : class => _documents.TryGetValue(name, out var found) ? JsonSerializer.Deserialize(found.Json, type) : null;

    /// <summary>All documents whose names begin with a prefix, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, T>> All<T>(string prefix, JsonTypeInfo<T> type)
        where T : class => _documents
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], JsonSerializer.Deserialize(pair.Value.Json, type)!));

    internal void Add(string rowKey, string json) => _documents[rowKey[Row.OpenPrefix.Length..]] = (rowKey, json);

    internal (string Key, string Json)? Stored(string name) => _documents.TryGetValue(name, out var found) ? found : null;
}

/// <summary>JSON text in an entity: a property holds 32K characters, so a longer text goes over several.</summary>
internal static class RowData
{
    private const int ChunkLength = 30_000;

    public static void Write(TableEntity entity, string json)
    {
        for (int i = 0, n = 0; i < json.Length; i += ChunkLength, n++)
            entity[ColumnOf(n)] = json.Substring(i, Math.Min(ChunkLength, json.Length - i));
    }

    public static void Clear(TableEntity entity)
    {
        for (var n = 0; entity.Remove(ColumnOf(n)); n++)
        {
        }
    }

    public static string Read(TableEntity entity)
    {
        var first = entity.GetString(ColumnOf(0)) ?? "";
        if (!entity.ContainsKey(ColumnOf(1)))
            return first;
        var text = new StringBuilder(first);
        for (var n = 1; entity.TryGetValue(ColumnOf(n), out var chunk); n++)
            text.Append((string?)chunk);
        return text.ToString();
    }

    private static string ColumnOf(int chunk) => chunk == 0 ? "Data" : "Data" + chunk;
}
