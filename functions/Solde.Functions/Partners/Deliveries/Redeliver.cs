using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>Sends an event again, whatever became of it: a new round begins at once, and what an older one plans is dropped.</summary>
internal static class Redeliver
{
    public const int MaxRounds = 20;

    public static async Task<Answer> Handle(
        string delivery, Command command, AggregateStore<Delivery> deliveries, AggregateStore<Subscribers> subscribers, DeliveryIndex index)
    {
        var known = await deliveries.ReadAsync(command.Organisation, delivery, command.CancellationToken);
        if (known.Content is not { } content)
            return CommonRefusals.NotFound;
        var read = await subscribers.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        if (read.Subscriptions.GetValueOrDefault(content.Subscription) is not { IsActive: true })
            return await deliveries.RefusedAsync(delivery, command, PartnerRefusals.SubscriptionPaused);

        var answer = await deliveries.ChangeAsync(delivery, command, current => Decide(current, command.Organisation));
        var now = await deliveries.ReadAsync(command.Organisation, delivery, command.CancellationToken);
        await index.PutAsync(command.Organisation, delivery, now.Content!, command.CancellationToken);
        return answer;
    }

    internal static Decision<Delivery> Decide(Delivery delivery, string organisation)
    {
        var content = delivery.Content!;
        if (content.Round >= MaxRounds)
            return PartnerRefusals.TooManyRedeliveries.With(MaxRounds - 1);
        var again = content with { State = DeliveryStates.Waiting, Round = content.Round + 1, Revision = content.Revision + 1 };
        return new Decision<Delivery>.Changed(
            delivery with { Content = again },
            new JournalNote("RedeliveryAsked"),
            BeginDelivery.AnswerOf(delivery.Id, again),
            [BeginDelivery.Ask(organisation, delivery.Id, again.Round)]);
    }
}
