using System.Text.Json.Serialization;

namespace Solde.Functions.Debits;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DebitTerms))]
[JsonSerializable(typeof(GroupTerms))]
[JsonSerializable(typeof(Quota))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(ChargeEntry))]
[JsonSerializable(typeof(RunHead))]
[JsonSerializable(typeof(ReturnRegisterHead))]
[JsonSerializable(typeof(ReturnFile))]
[JsonSerializable(typeof(ReturnName))]
[JsonSerializable(typeof(ListedLine))]
[JsonSerializable(typeof(FailedDebit))]
[JsonSerializable(typeof(FileCounter))]
[JsonSerializable(typeof(SentFile))]
[JsonSerializable(typeof(RunFiles))]
[JsonSerializable(typeof(TakenLine))]
internal sealed partial class DebitRows : JsonSerializerContext;
