using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Subscribe.Request), TypeInfoPropertyName = "SubscribeRequest")]
[JsonSerializable(typeof(ChangeEventSubscription.Request), TypeInfoPropertyName = "ChangeEventSubscriptionRequest")]
[JsonSerializable(typeof(EventSubscriptionView))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(Page<EventSubscriptionView>))]
[JsonSerializable(typeof(Page<PartnerEvent>))]
[JsonSerializable(typeof(Page<ListDeliveries.Item>), TypeInfoPropertyName = "PageListDeliveriesItem")]
[JsonSerializable(typeof(Page<JournalEntry>))]
[JsonSerializable(typeof(DeliveryRun))]
[JsonSerializable(typeof(DeliveryTry))]
[JsonSerializable(typeof(DeliveryStanding))]
internal sealed partial class PartnersJson : JsonSerializerContext;
