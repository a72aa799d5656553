using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>A new signing secret, shown once; the one before signs beside it for a day, so that the partner can change over.</summary>
internal static class RollSecret
{
    public static Task<Answer> Handle(
        string eventSubscription, Command command, AggregateStore<Subscribers> subscribers, SigningSecrets secrets, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return subscribers.ChangeAsync(command.Organisation, command, current =>
        {
            if (!current.Subscriptions.TryGetValue(eventSubscription, out var known))
                return CommonRefusals.NotFound;
            var rolled = known with
            {
                Secret = known.Secret + 1,
                OlderSecretUntil = now + SigningSecrets.Overlap,
                Version = known.Version + 1,
            };
            return new Decision<Subscribers>.Changed(
                current.With(rolled),
                new JournalNote("SigningSecretRolled"),
                Answer.CreatedOnce(
                    EventSubscriptionView.Of(rolled, secrets.Of(command.Organisation, rolled)),
                    EventSubscriptionView.Of(rolled),
                    PartnersJson.Default.EventSubscriptionView,
                    EventSubscriptionEndpoints.AddressOf(rolled.Id)),
                []);
        });
    }
}
