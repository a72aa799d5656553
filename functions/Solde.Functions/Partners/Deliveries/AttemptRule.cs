using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>What an attempt, or the end of all attempts, does to a delivery.</summary>
internal static class AttemptRule
{
    /// <summary>Any 2xx delivers; 410 ends it; after anything else it goes on waiting.</summary>
    public static Decision<Delivery> Record(Delivery delivery, DeliveryAttempt attempt, string organisation)
    {
        var content = delivery.Content!;
        if (content.Has(attempt.Round, attempt.Number))
            return Nothing;
        var logged = content with { Attempts = [.. content.Attempts, attempt], Revision = content.Revision + 1 };
        if (attempt.Arrived)
            return Changed(delivery, logged with { State = DeliveryStates.Delivered }, "EventDelivered", []);
        // Somebody asked for a new round while this call was out: what it met says nothing of that one.
        return attempt.IsGone && content.IsWaitingIn(attempt.Round)
            ? Failed(delivery, logged, "PartnerGone", organisation)
            : Changed(delivery, logged, "AttemptFailed", []);
    }

    /// <summary>No attempt is left, or nobody is there any more to send it to.</summary>
    public static Decision<Delivery> GiveUp(Delivery delivery, int round, string organisation)
    {
        var content = delivery.Content!;
        return content.IsWaitingIn(round)
            ? Failed(delivery, content with { Revision = content.Revision + 1 }, "DeliveryGivenUp", organisation)
            : Nothing;
    }

    private static Decision<Delivery> Nothing => new Decision<Delivery>.Unchanged(Answer.NoContent);

    private static Decision<Delivery> Failed(Delivery delivery, DeliveryContent content, string action, string organisation) => Changed(
        delivery,
        content with { State = DeliveryStates.Failed },
        action,
        [
            Announcement.To(
                Queues.Notifications,
                new DeliveryFailed(organisation, content.Subscription, delivery.Id, content.Event.Type),
                PartnerMessages.Default.DeliveryFailed),
        ]);

    private static Decision<Delivery> Changed(
        Delivery delivery, DeliveryContent content, string action, IReadOnlyList<Announcement> announcements) =>
        new Decision<Delivery>.Changed(delivery with { Content = content }, new JournalNote(action), Answer.NoContent, announcements);
}
