using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class DeliveryEndpoints
{
    public static void Map(RouteGroupBuilder deliveries)
    {
        deliveries.MapGet("/", ListDeliveries.Handle).Needs(Scopes.Admin).Produces<Page<ListDeliveries.Item>>()
            .WithSummary("Deliveries of events, by subscription, state and event, newest event first.");
        deliveries.MapGet("/{delivery}", GetDelivery.Handle).Needs(Scopes.Admin)
            .Produces<DeliveryView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A delivery with the log of its attempts.");
        deliveries.MapPost("/{delivery}/redelivery", Redeliver.Handle).Needs(Scopes.Admin)
            .Produces<DeliveryView>(StatusCodes.Status202Accepted)
            .Refuses(CommonRefusals.NotFound, PartnerRefusals.SubscriptionPaused, PartnerRefusals.TooManyRedeliveries)
            .WithSummary("Send an event again, whatever became of it.");
    }
}
