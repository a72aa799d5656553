using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class GetEventSubscription
{
    public static async Task<Answer> Handle(string eventSubscription, Command command, AggregateStore<Subscribers> subscribers)
    {
        var read = await subscribers.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        return read.Subscriptions.TryGetValue(eventSubscription, out var found)
            ? Answer.Ok(EventSubscriptionView.Of(found), PartnersJson.Default.EventSubscriptionView, found.ETag)
            : CommonRefusals.NotFound;
    }
}
