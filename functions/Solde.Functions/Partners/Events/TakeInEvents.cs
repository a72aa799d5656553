using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Partners;

/// <summary>
/// Writes down what happened and begins a delivery for each subscription that wants it. A message that comes again finds the same events
/// and the same deliveries.
/// </summary>
internal static class TakeInEvents
{
    public static async Task HandleAsync(EventsHappened message, MessageContext context)
    {
        var events = PartnerEvent.Of(message, context.AnnouncedAt!.Value);
        await context.Services.GetRequiredService<PartnerEvents>().KeepAsync(message.Organisation, events, context.CancellationToken);

        var known = await context.Services.GetRequiredService<SubscriberDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        foreach (var subscription in known.Subscriptions.Values)
        {
            foreach (var happened in events.Where(subscription.Wants))
                await BeginAsync(message.Organisation, happened, subscription, context);
        }
    }

    private static async Task BeginAsync(string organisation, PartnerEvent happened, EventSubscription subscription, MessageContext context)
    {
        var id = Delivery.IdOf(happened.Id, subscription.Id);
        var command = Command.Of(organisation, "message " + context.MessageId, context);
        DeliveryContent? kept = null;
        await context.Services.GetRequiredService<AggregateStore<Delivery>>().ChangeAsync(id, command, delivery =>
        {
            kept = delivery.Content ?? DeliveryContent.New(happened, subscription.Id);
            return BeginDelivery.Decide(delivery, happened, subscription.Id, organisation);
        });
        await context.Services.GetRequiredService<DeliveryIndex>().PutAsync(organisation, id, kept!, context.CancellationToken);
    }
}
