using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions;
using Solde.Functions.Aggregates;

namespace Solde.Tests.Erasures;

/// <param name="Document">The stored document's type.</param>
/// <param name="Path">The way to the text in it, such as <c>lines[].description</c>.</param>
/// <param name="Property">The type that holds it and its name there, such as <c>InvoiceLine.Description</c>.</param>
internal sealed record StoredText(string Document, string Path, string Property, bool IsPersonal)
{
    /// <summary>The property's own name.</summary>
    public string Name => Property[(Property.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>Every text in every document that any area stores, found by the types that their rows are written with.</summary>
internal static class StoredTexts
{
    public static IReadOnlyList<StoredText> All { get; } =
    [
        .. typeof(SoldeApp).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.Name.EndsWith("Rows", StringComparison.Ordinal))
            .Select(type => (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!)
            .SelectMany(rows => rows.GetType().GetCustomAttributesData()
                .Where(data => data.AttributeType == typeof(JsonSerializableAttribute))
                .Select(data => rows.GetTypeInfo((Type)data.ConstructorArguments[0].Value!)!))
            .SelectMany(type => Of(type, type, "", [])),
    ];

    private static IEnumerable<StoredText> Of(JsonTypeInfo document, JsonTypeInfo type, string path, Type[] above)
    {
        if (above.Contains(type.Type))
            return [];
        if (type.ElementType is { } items)
            return Of(document, type.Options.GetTypeInfo(items), path + "[]", [.. above, type.Type]);
        return type.Properties
            .Where(property => property.Get is not null)
            .SelectMany(property =>
            {
                var (inner, way) = (type.Options.GetTypeInfo(property.PropertyType), path.Length == 0 ? property.Name : $"{path}.{property.Name}");
                return IsText(inner)
                    ? [new StoredText(document.Type.Name, way, $"{type.Type.Name}.{NameOf(property)}", IsPersonal(property))]
                    : Of(document, inner, way, [.. above, type.Type]);
            });
    }

    /// <summary>Also a list of texts; what a key of a map says is nobody's name.</summary>
    private static bool IsText(JsonTypeInfo type) =>
        type.Type == typeof(string) || (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType == typeof(string));

    private static string NameOf(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;

    private static bool IsPersonal(JsonPropertyInfo property) => property.AttributeProvider!.IsDefined(typeof(PersonalAttribute), inherit: false);
}
