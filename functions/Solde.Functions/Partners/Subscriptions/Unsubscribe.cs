using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>Removes a subscription; the journal and the deliveries stay.</summary>
internal static class Unsubscribe
{
    public static async Task<Answer> Handle(
        string eventSubscription, Command command, AggregateStore<Subscribers> subscribers, SubscriberDirectory directory)
    {
        var answer = await subscribers.ChangeAsync(command.Organisation, command, current => Decide(current, eventSubscription));
        directory.Forget(command.Organisation);
        return answer;
    }

    private static Decision<Subscribers> Decide(Subscribers subscribers, string id) => subscribers.Subscriptions.ContainsKey(id)
        ? new Decision<Subscribers>.Changed(subscribers.Without(id), new JournalNote("EventSubscriptionRemoved"), Answer.NoContent, [])
        : CommonRefusals.NotFound;
}
