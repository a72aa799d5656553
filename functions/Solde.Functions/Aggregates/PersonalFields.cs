using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Erases what is <see cref="PersonalAttribute">personal</see> in stored documents and in the journal's before and after, by the documents' types:
/// both come out alike, so that a journal still tells how its documents came to be.
/// </summary>
internal static class PersonalFields
{
    /// <summary>Stands where something personal stood: it was there, and what it was is gone.</summary>
    public const string Erased = "erased";

    /// <param name="json">A document as it lies in its row.</param>
    /// <returns>The same text where nothing is left to erase.</returns>
    public static string Erase(string json, JsonTypeInfo type)
    {
        var document = JsonNode.Parse(json);
        return EraseIn(document, type) ? document!.ToJsonString(type.Options) : json;
    }

    /// <summary>Also what a person gave as a reason.</summary>
    /// <returns>The same entry where nothing is left to erase.</returns>
    public static JournalEntry Erase(JournalEntry entry, DocumentTypes types)
    {
        var changes = entry.Changes.Select(change => Erase(change, types)).ToArray();
        return changes.SequenceEqual(entry.Changes) && entry.Reason is null or Erased
            ? entry
            : entry with { Reason = entry.Reason is null ? null : Erased, Changes = changes };
    }

    /// <param name="json">An entry as it lies in its row.</param>
    /// <returns>The same text where nothing is left to erase.</returns>
    public static string EraseEntry(string json, DocumentTypes types)
    {
        var entry = JsonSerializer.Deserialize(json, AggregatesJson.Default.JournalEntry)!;
        if (entry.Action == ErasureOrder.Action)
            return json;
        var erased = Erase(entry, types);
        return ReferenceEquals(erased, entry) ? json : JsonSerializer.Serialize(erased, AggregatesJson.Default.JournalEntry);
    }

    private static FieldChange Erase(FieldChange change, DocumentTypes types)
    {
        var (document, steps) = FieldPath.Parse(change.Path);
        var type = types.Find(document);
        foreach (var step in steps)
        {
            if (type is null)
                break;
            var property = step.Index is null && type.Kind == JsonTypeInfoKind.Object
                ? type.Properties.FirstOrDefault(property => property.Name == step.Name)
                : null;
            type = property is null ? ItemsOf(type) : IsPersonal(property) ? null : TypeOf(property, type);
        }
        var (before, after) = (Erase(change.Before, type), Erase(change.After, type));
        return before is null && after is null ? change : new FieldChange(change.Path, before ?? change.Before, after ?? change.After);
    }

    /// <param name="type">Null where the value is personal as a whole, or nobody knows any more what it was.</param>
    /// <returns>Null where nothing is left to erase.</returns>
    private static JsonElement? Erase(JsonElement? value, JsonTypeInfo? type)
    {
        // A list of one makes the value's own place one that can be written to.
        var place = new JsonArray(value is { } some ? JsonNode.Parse(some.GetRawText()) : null);
        return (type is null ? EraseAll(place) : EraseIn(place[0], type))
            ? JsonSerializer.SerializeToElement(place, AggregatesJson.Default.JsonArray)[0]
            : null;
    }

    private static bool EraseIn(JsonNode? node, JsonTypeInfo type)
    {
        var isAny = false;
        switch (node)
        {
            case JsonObject document when type.Kind == JsonTypeInfoKind.Object:
                foreach (var property in type.Properties)
                {
                    if (document[property.Name] is { } value)
                        isAny |= IsPersonal(property) ? EraseAll(value) : EraseIn(value, TypeOf(property, type));
                }
                break;
            case JsonObject document when ItemsOf(type) is { } items:
                foreach (var (_, value) in document)
                    isAny |= EraseIn(value, items);
                break;
            case JsonArray array when ItemsOf(type) is { } items:
                foreach (var item in array)
                    isAny |= EraseIn(item, items);
                break;
        }
        return isAny;
    }

    /// <summary>Every text in it.</summary>
    private static bool EraseAll(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return array.ToArray().Aggregate(false, (isAny, item) => EraseAll(item) | isAny);
            case JsonObject document:
                return document.ToArray().Aggregate(false, (isAny, property) => EraseAll(property.Value) | isAny);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && (string?)value != Erased:
                if (value.Parent is JsonArray list)
                    list[value.GetElementIndex()] = Erased;
                else
                    value.Parent![value.GetPropertyName()] = Erased;
                return true;
            default:
                return false;
        }
    }

    /// <exception cref="InvalidOperationException">Nobody can say any more, such as after a publish that trimmed too much.</exception>
    private static bool IsPersonal(JsonPropertyInfo property) =>
        property.AttributeProvider is { } attributes
            ? attributes.IsDefined(typeof(PersonalAttribute), inherit: false)
            : throw new InvalidOperationException($"Nothing says whether {property.Name} is personal.");

    private static JsonTypeInfo TypeOf(JsonPropertyInfo property, JsonTypeInfo of) => of.Options.GetTypeInfo(property.PropertyType);

    private static JsonTypeInfo? ItemsOf(JsonTypeInfo type) => type.ElementType is { } items ? type.Options.GetTypeInfo(items) : null;
}

/// <summary>The types of an aggregate's documents by their names: whole ones such as <c>head</c>, and beginnings such as <c>invoice|</c>.</summary>
public sealed class DocumentTypes(IReadOnlyDictionary<string, JsonTypeInfo> byName)
{
    /// <returns>Null where no document has such a name.</returns>
    public JsonTypeInfo? Find(string document) => byName.GetValueOrDefault(document[..(document.IndexOf('|', StringComparison.Ordinal) + 1)])
        ?? byName.GetValueOrDefault(document);
}
