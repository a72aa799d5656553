using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Solde.Platform.Storage;

/// <summary>
/// Rows in OData JSON with minimal metadata: a type is written beside each value whose JSON form does not show it.
/// No reflection, so trimming and ahead-of-time compilation lose nothing.
/// </summary>
internal static class TableEntityJson
{
    private const string TypeSuffix = "@odata.type";

    /// <summary>On one line, as Azurite's batch parser needs it, and in ASCII only.</summary>
    public static void Write(IBufferWriter<byte> output, TableEntity entity)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        foreach (var (name, value) in entity)
            if (value is not null && name is not (TableProperties.Timestamp or TableProperties.ETag)) WriteProperty(json, name, value);
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                WriteTyped(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                // Typed, because a whole number would come back as an Int32.
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case double number:
                WriteTyped(json, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                WriteTyped(json, name, "Edm.DateTime", TableValues.Format(time));
                break;
            case Guid id:
                WriteTyped(json, name, "Edm.Guid", id.ToString("D"));
                break;
            case byte[] bytes:
                WriteTyped(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            default:
                throw new InvalidOperationException($"Property {name} has a type that no table holds.");
        }
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    public static TableEntity ReadRow(BinaryData content)
    {
        var json = new Utf8JsonReader(content);
        json.Read();
        return Read(ref json);
    }

    /// <summary>Reads the object that the reader stands on and leaves the reader on its end.</summary>
    public static TableEntity Read(ref Utf8JsonReader json)
    {
        var entity = new TableEntity();
        string? typedName = null;
        string? type = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                // Storage writes a type right before its value.
                typedName = name[..^TypeSuffix.Length];
                type = json.GetString();
            }
            else if (name == TableProperties.ETag || !name.StartsWith("odata.", StringComparison.Ordinal))
            {
                entity[name] = ReadValue(ref json, name, typedName == name ? type : null);
            }
        }

        return entity;
    }

    private static object? ReadValue(ref Utf8JsonReader json, string name, string? type) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when type == "Edm.Double" || !json.TryGetInt32(out _) => json.GetDouble(),
        JsonTokenType.Number => json.GetInt32(),
        JsonTokenType.String => TableValues.Parse(name, json.GetString()!, type),
        var other => throw new JsonException($"Property {name} is a JSON {other}."),
    };
}
