using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable;

/// <summary>Inputs and results as JSON text, however often the host has put it into quotes on the way.</summary>
internal static class DurableJson
{
    /// <summary>As the resolver's own context has them, with plain values (text, numbers, times, ids) known beside its types.</summary>
    public static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver)
    {
        var options = resolver is JsonSerializerContext context ? new JsonSerializerOptions(context.Options) : new JsonSerializerOptions();
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(resolver, PlainJson.Default);
        options.MakeReadOnly();
        return options;
    }

    /// <exception cref="NotSupportedException">The resolver does not know the type; the message names it.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    public static string? Text(object? value, JsonSerializerOptions options) =>
        value is null ? null : JsonSerializer.Serialize(value, options.GetTypeInfo(value.GetType()));

    /// <summary>
    /// A host may hand a text on as it is, or as a JSON string that holds it. Where a text is wanted, and what came is a
    /// quoted text within a quoted text, the inner one is it.
    /// </summary>
    /// <exception cref="JsonException">The text is no value of that type, quoted or not.</exception>
    public static T? Read<T>(string? text, JsonTypeInfo<T> type)
    {
        if (text is null)
            return default;
        if (text is not ['"', .., '"'])
            return JsonSerializer.Deserialize(text, type);
        if (typeof(T) == typeof(string))
            return (T?)(object?)Unquoted(Unquoted(text));
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return JsonSerializer.Deserialize(Unquoted(text), type);
        }
    }

    /// <summary>An activity's input: the value itself, or its JSON as a string, or a string that is the value.</summary>
    public static T? Read<T>(JsonElement value, JsonTypeInfo<T> type)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return default;
        if (value.ValueKind != JsonValueKind.String)
            return value.Deserialize(type);
        var text = value.GetString()!;
        if (text.Length == 0 && typeof(T) != typeof(string))
            return default;
        try
        {
            return Read(text, type);
        }
        catch (JsonException)
        {
            return value.Deserialize(type);
        }
    }

    /// <summary>What a JSON string holds, or the text itself when it is none.</summary>
    private static string Unquoted(string text)
    {
        if (text is not ['"', .., '"'])
            return text;
        try
        {
            return JsonSerializer.Deserialize(text, PlainJson.Default.String)!;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

/// <summary>Values that need no context of their own.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(DateTime))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class PlainJson : JsonSerializerContext;
