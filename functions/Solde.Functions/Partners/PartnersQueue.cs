using System.Text.Json.Serialization;
using Solde.Functions.Accounts;

namespace Solde.Functions.Partners;

/// <summary>What this area's functions send.</summary>
internal static class PartnersQueue
{
    public static readonly IReadOnlyList<string> Sends = [Queues.Partners, Queues.Notifications];
}

/// <summary>To <see cref="Queues.Partners"/>, from this area to itself: an event is to be sent to a partner.</summary>
/// <param name="Round">1 for the first sending; each sending again is a new one.</param>
internal sealed record DeliveryAsked(string Organisation, string Delivery, int Round);

/// <summary>To <see cref="Queues.Notifications"/>: an event did not reach a partner, and is not tried any more.</summary>
internal sealed record DeliveryFailed(string Organisation, string Subscription, string Delivery, string EventType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeliveryAsked))]
[JsonSerializable(typeof(DeliveryFailed))]
internal sealed partial class PartnerMessages : JsonSerializerContext;
