using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Durable;

namespace Solde.Functions.Partners;

/// <summary>
/// The steps of a delivery. A crash between a call and its record makes the call again: a partner may get an event twice, under the same
/// id, and never not at all.
/// </summary>
internal static class DeliverySteps
{
    /// <summary>Calls the partner once and logs what came of it. While the subscription is paused the attempt is passed over.</summary>
    public static async Task<DeliveryStanding> AttemptDelivery(TaskActivityContext context, DeliveryTry attempt)
    {
        var content = await FindAsync(context, attempt);
        if (!content.IsWaitingIn(attempt.Round) || content.Has(attempt.Round, attempt.Number))
            return await ShownAsync(context, attempt, content);

        var subscribers = await context.Services.GetRequiredService<AggregateStore<Subscribers>>()
            .ReadAsync(attempt.Organisation, attempt.Organisation, context.CancellationToken);
        if (!subscribers.Subscriptions.TryGetValue(content.Subscription, out var subscription))
            return await ChangeAsync(context, attempt, delivery => AttemptRule.GiveUp(delivery, attempt.Round, attempt.Organisation));
        if (!subscription.IsActive)
            return StandingOf(content, attempt);

        var at = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var secrets = context.Services.GetRequiredService<SigningSecrets>().InForce(attempt.Organisation, subscription, at);
        var sent = await context.Services.GetRequiredService<EventSender>().SendAsync(
            new OutgoingEvent(new Uri(subscription.Url), attempt.Delivery, content.Event.Id, content.Event.Body(attempt.Organisation)),
            secrets,
            at,
            context.CancellationToken);
        var made = new DeliveryAttempt(attempt.Round, attempt.Number, at, sent.Status, sent.Error, sent.DurationMilliseconds);
        if (made.IsGone)
            await PauseAsync(context, attempt, subscription);
        return await ChangeAsync(context, attempt, delivery => AttemptRule.Record(delivery, made, attempt.Organisation));
    }

    /// <summary>No attempt is left: the delivery failed, and administrators are told.</summary>
    public static Task<DeliveryStanding> GiveUpDelivery(TaskActivityContext context, DeliveryTry last) =>
        ChangeAsync(context, last, delivery => AttemptRule.GiveUp(delivery, last.Round, last.Organisation));

    private static async Task<DeliveryStanding> ChangeAsync(
        TaskActivityContext context, DeliveryTry attempt, Func<Delivery, Decision<Delivery>> decide)
    {
        var deliveries = context.Services.GetRequiredService<AggregateStore<Delivery>>();
        var kept = default(DeliveryContent);
        await deliveries.ChangeAsync(attempt.Delivery, CommandOf(context, attempt), delivery =>
        {
            var decision = decide(delivery);
            kept = decision is Decision<Delivery>.Changed changed ? changed.After.Content : delivery.Content;
            return decision;
        });
        return await ShownAsync(context, attempt, kept!);
    }

    /// <summary>The list follows the delivery; a run that died in between is made good by the next.</summary>
    private static async Task<DeliveryStanding> ShownAsync(TaskActivityContext context, DeliveryTry attempt, DeliveryContent content)
    {
        await context.Services.GetRequiredService<DeliveryIndex>()
            .PutAsync(attempt.Organisation, attempt.Delivery, content, context.CancellationToken);
        return StandingOf(content, attempt);
    }

    private static Task PauseAsync(TaskActivityContext context, DeliveryTry attempt, EventSubscription gone) =>
        PauseEventSubscription.BecauseGoneAsync(
            gone,
            CommandOf(context, attempt),
            context.Services.GetRequiredService<AggregateStore<Subscribers>>(),
            context.Services.GetRequiredService<SubscriberDirectory>());

    private static async Task<DeliveryContent> FindAsync(TaskActivityContext context, DeliveryTry attempt) =>
        (await context.Services.GetRequiredService<AggregateStore<Delivery>>()
            .ReadAsync(attempt.Organisation, attempt.Delivery, context.CancellationToken)).Content
        ?? throw new InvalidOperationException($"There is no delivery {attempt.Delivery}.");

    private static DeliveryStanding StandingOf(DeliveryContent content, DeliveryTry attempt) =>
        new(content.State, IsOver: !content.IsWaitingIn(attempt.Round));

    private static Command CommandOf(TaskActivityContext context, DeliveryTry attempt) => Command.Of(
        attempt.Organisation, "workflow " + DeliveryWorkflow.InstanceOf(attempt.Delivery, attempt.Round), context);
}
