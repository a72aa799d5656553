using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

internal static class BeginDelivery
{
    /// <summary>Once for each event and subscription, however often it is asked.</summary>
    public static Decision<Delivery> Decide(Delivery delivery, PartnerEvent happened, string subscription, string organisation)
    {
        if (delivery.Content is { } known)
            return new Decision<Delivery>.Unchanged(AnswerOf(delivery.Id, known));
        var content = DeliveryContent.New(happened, subscription);
        return new Decision<Delivery>.Changed(
            delivery with { Content = content },
            new JournalNote("DeliveryBegun"),
            AnswerOf(delivery.Id, content),
            [Ask(organisation, delivery.Id, content.Round)]);
    }

    public static Announcement Ask(string organisation, string delivery, int round) => Announcement.To(
        Queues.Partners, new DeliveryAsked(organisation, delivery, round), PartnerMessages.Default.DeliveryAsked);

    public static Answer AnswerOf(string id, DeliveryContent content) =>
        Answer.Accepted(DeliveryView.Of(id, content), PartnersJson.Default.DeliveryView, "/api/v1/partners/deliveries/" + id);
}
