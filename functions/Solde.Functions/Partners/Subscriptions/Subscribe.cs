using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>A partner's address is told of events from now on (PAY-16). Its signing secret is shown once.</summary>
internal static class Subscribe
{
    /// <summary>Each event costs a delivery for every one of them.</summary>
    public const int MaxSubscriptions = 20;

    public sealed record Request(string? Url, IReadOnlyList<string>? Types, string? Description = null);

    public static async Task<Answer> Handle(
        Request request,
        Command command,
        AggregateStore<Subscribers> subscribers,
        SubscriberDirectory directory,
        SigningSecrets secrets,
        PartnerSettings settings,
        TimeProvider clock)
    {
        var errors = SubscriptionCheck.Check(request.Url, request.Types, request.Description, settings);
        if (errors.Any)
            return await subscribers.RefusedAsync(command.Organisation, command, errors.ToRefusal());

        var subscription = new EventSubscription(
            IdempotencyKey.NewId("sub"),
            request.Url!,
            [.. request.Types!.Distinct()],
            request.Description,
            EventSubscriptionStates.Active,
            Secret: 1,
            OlderSecretUntil: null,
            clock.GetUtcNow(),
            Version: 1);
        var secret = secrets.Of(command.Organisation, subscription);
        var answer = await subscribers.ChangeAsync(command.Organisation, command, current => Decide(current, subscription, secret));
        directory.Forget(command.Organisation);
        return answer;
    }

    internal static Decision<Subscribers> Decide(Subscribers subscribers, EventSubscription subscription, string secret)
    {
        if (subscribers.Subscriptions.Count >= MaxSubscriptions)
            return PartnerRefusals.TooManySubscriptions.With(MaxSubscriptions);
        return new Decision<Subscribers>.Changed(
            subscribers.With(subscription) with { Head = subscribers.Head ?? new SubscribersHead(subscription.CreatedAt) },
            new JournalNote("EventSubscriptionMade"),
            Answer.CreatedOnce(
                EventSubscriptionView.Of(subscription, secret),
                EventSubscriptionView.Of(subscription),
                PartnersJson.Default.EventSubscriptionView,
                EventSubscriptionEndpoints.AddressOf(subscription.Id)),
            []);
    }
}
