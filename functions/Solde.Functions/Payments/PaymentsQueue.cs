using System.Text.Json.Serialization;
using Solde.Functions.Accounts;

namespace Solde.Functions.Payments;

/// <summary>To <see cref="Queues.Payments"/>, from the hourly timer: it is night at the organisation.</summary>
/// <param name="On">The day that has begun there.</param>
internal sealed record ComparisonDue(string Organisation, DateOnly On);

/// <summary>To <see cref="Queues.Payments"/>, from this area to itself: a comparison with the provider is to be made.</summary>
internal sealed record ComparisonBegun(string Organisation, string Comparison);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ComparisonDue))]
[JsonSerializable(typeof(ComparisonBegun))]
internal sealed partial class PaymentMessages : JsonSerializerContext;
