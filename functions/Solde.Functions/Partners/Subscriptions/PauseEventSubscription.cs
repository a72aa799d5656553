using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>
/// Stops sending, and sends again. What happens meanwhile is written down and not sent; deliveries under way pass their attempts over
/// until it is resumed.
/// </summary>
internal static class PauseEventSubscription
{
    public static Task<Answer> Handle(
        string eventSubscription, Command command, AggregateStore<Subscribers> subscribers, SubscriberDirectory directory) =>
        ChangeAsync(eventSubscription, EventSubscriptionStates.Paused, command, subscribers, directory);

    public static Task<Answer> HandleResumption(
        string eventSubscription, Command command, AggregateStore<Subscribers> subscribers, SubscriberDirectory directory) =>
        ChangeAsync(eventSubscription, EventSubscriptionStates.Active, command, subscribers, directory);

    /// <summary>The partner's address said that it is gone for good. Another address, set meanwhile, is left alone.</summary>
    public static Task BecauseGoneAsync(
        EventSubscription gone, Command command, AggregateStore<Subscribers> subscribers, SubscriberDirectory directory) =>
        ChangeAsync(gone.Id, EventSubscriptionStates.Gone, command, subscribers, directory, gone.Url);

    private static async Task<Answer> ChangeAsync(
        string id,
        string state,
        Command command,
        AggregateStore<Subscribers> subscribers,
        SubscriberDirectory directory,
        string? onlyAt = null)
    {
        var answer = await subscribers.ChangeAsync(command.Organisation, command, current => Decide(current, id, state, onlyAt));
        directory.Forget(command.Organisation);
        return answer;
    }

    private static Decision<Subscribers> Decide(Subscribers subscribers, string id, string state, string? onlyAt)
    {
        if (!subscribers.Subscriptions.TryGetValue(id, out var known))
            return CommonRefusals.NotFound;
        if (known.State == state || (onlyAt is not null && onlyAt != known.Url))
            return new Decision<Subscribers>.Unchanged(AnswerOf(known));
        var changed = known with { State = state, Version = known.Version + 1 };
        return new Decision<Subscribers>.Changed(subscribers.With(changed), new JournalNote(ActionFor(state)), AnswerOf(changed), []);
    }

    private static Answer AnswerOf(EventSubscription subscription) =>
        Answer.Ok(EventSubscriptionView.Of(subscription), PartnersJson.Default.EventSubscriptionView, subscription.ETag);

    private static string ActionFor(string state) => state switch
    {
        EventSubscriptionStates.Active => "EventSubscriptionResumed",
        EventSubscriptionStates.Gone => "EventSubscriptionGone",
        _ => "EventSubscriptionPaused",
    };
}
