using System.Text.Json;
using Solde.Functions.Ledger;

namespace Solde.Functions.Aggregates;

/// <summary>What changed between two versions of a document, property by property: the journal's before and after.</summary>
internal static class JsonDiff
{
    public static IEnumerable<FieldChange> Compare(string path, string? before, string? after)
    {
        var old = Parse(before);
        var now = Parse(after);
        return (old, now) switch
        {
            (null, null) => [],
            ({ } was, { } @is) => Compare(path, was, @is),
            _ => [new FieldChange(path, old, now)],
        };
    }

    private static IEnumerable<FieldChange> Compare(string path, JsonElement before, JsonElement after)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            return CompareObjects(path, before, after);
        if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && before.GetArrayLength() == after.GetArrayLength())
            return before.EnumerateArray().Zip(after.EnumerateArray()).SelectMany((pair, index) => Compare($"{path}[{index}]", pair.First, pair.Second));
        return JsonElement.DeepEquals(before, after) ? [] : [new FieldChange(path, before, after)];
    }

    private static IEnumerable<FieldChange> CompareObjects(string path, JsonElement before, JsonElement after)
    {
        foreach (var property in before.EnumerateObject())
        {
            var changes = after.TryGetProperty(property.Name, out var now)
                ? Compare($"{path}.{property.Name}", property.Value, now)
                : [new FieldChange($"{path}.{property.Name}", property.Value, null)];
            foreach (var change in changes)
                yield return change;
        }
        foreach (var property in after.EnumerateObject())
        {
            if (!before.TryGetProperty(property.Name, out _))
                yield return new FieldChange($"{path}.{property.Name}", null, property.Value);
        }
    }

    private static JsonElement? Parse(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
