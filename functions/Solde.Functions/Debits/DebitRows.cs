using System.Text.Json.Serialization;

namespace Solde.Functions.Debits;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DebitTerms))]
[JsonSerializable(typeof(GroupTerms))]
[JsonSerializable(typeof(Quota))]
internal sealed partial class DebitRows : JsonSerializerContext;
