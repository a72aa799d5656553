using System.Text.Json.Serialization;
using Solde.Functions.Accounts;

namespace Solde.Functions.Insurance;

/// <summary>The queue and the message by which insurance tells itself what is left to do. Ids only.</summary>
internal static class InsuranceQueue
{
    public const string Insurance = "insurance";

    /// <summary>What this area's functions send: an invoice of theirs announces itself to accounts.</summary>
    public static readonly IReadOnlyList<string> Sends = [Insurance, .. Queues.All];
}

/// <summary>To <see cref="InsuranceQueue.Insurance"/>, with every manual amount: the endorsement's invoice is to be there.</summary>
internal sealed record ManualAmountGiven(string Organisation, string Account, string Endorsement);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ManualAmountGiven))]
internal sealed partial class InsuranceMessages : JsonSerializerContext;
