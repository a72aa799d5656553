using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>Our own form of a network's message, as JSON or XML: docs/claim-messages.md.</summary>
internal sealed record CanonicalMessage(
    string? Number,
    string? Kind,
    string? Claim,
    string? DatedAt,
    string? Code = null,
    string? Insurer = null,
    string? Registration = null,
    Money? Amount = null,
    string? Acknowledges = null,
    string? Note = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 4)]
[JsonSerializable(typeof(CanonicalMessage))]
internal sealed partial class CanonicalJson : JsonSerializerContext;
