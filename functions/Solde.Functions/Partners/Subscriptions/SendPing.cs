using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

/// <summary>
/// Sends a subscription an event that is about nothing, so that a partner can try his side. Nothing happened, so it is not listed among
/// the events.
/// </summary>
internal static class SendPing
{
    public static async Task<Answer> Handle(
        string eventSubscription,
        Command command,
        AggregateStore<Subscribers> subscribers,
        AggregateStore<Delivery> deliveries,
        DeliveryIndex index,
        TimeProvider clock)
    {
        var read = await subscribers.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        var ping = PartnerEvent.Ping(IdempotencyKey.DerivedId("evt", command), clock.GetUtcNow());
        var id = Delivery.IdOf(ping.Id, eventSubscription);
        if (!read.Subscriptions.TryGetValue(eventSubscription, out var subscription))
            return CommonRefusals.NotFound;
        if (!subscription.IsActive)
            return await deliveries.RefusedAsync(id, command, PartnerRefusals.SubscriptionPaused);

        var answer = await deliveries.ChangeAsync(
            id, command, delivery => BeginDelivery.Decide(delivery, ping, subscription.Id, command.Organisation));
        var begun = await deliveries.ReadAsync(command.Organisation, id, command.CancellationToken);
        if (begun.Content is { } content)
            await index.PutAsync(command.Organisation, id, content, command.CancellationToken);
        return answer;
    }
}
