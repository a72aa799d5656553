using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solde.Functions.Ledger;

/// <summary><c>{"minor": 1250, "currency": "CAD"}</c>: a whole number, never a fraction, never more than is given.</summary>
public sealed class MoneyJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An amount is an object with minor and currency.");
        long? minor = null;
        string? currency = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("minor"u8))
            {
                reader.Read();
                if (minor is not null || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value))
                    throw new JsonException("minor is one whole number of minor units.");
                minor = value;
            }
            else if (reader.ValueTextEquals("currency"u8))
            {
                reader.Read();
                if (currency is not null || reader.TokenType != JsonTokenType.String)
                    throw new JsonException("currency is one ISO 4217 code.");
                currency = reader.GetString();
            }
            else
            {
                throw new JsonException("An amount has minor and currency, nothing else.");
            }
        }

        if (minor is null || currency is null)
            throw new JsonException("An amount needs minor and currency.");
        return new Money(minor.Value, currency);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("minor"u8, value.Minor);
        writer.WriteString("currency"u8, value.Currency);
        writer.WriteEndObject();
    }
}
