namespace Solde.Functions.Partners;

/// <param name="Round">1 for the first sending, one more for each sending again.</param>
/// <param name="Attempts">Every call of the partner's address, oldest first.</param>
internal sealed record DeliveryView(
    string Id, string Subscription, PartnerEvent Event, string State, int Round, IReadOnlyList<DeliveryAttempt> Attempts)
{
    public static DeliveryView Of(string id, DeliveryContent content) =>
        new(id, content.Subscription, content.Event, content.State, content.Round, content.Attempts);
}
