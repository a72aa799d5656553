namespace Solde.Functions.Partners;

/// <param name="State">active, paused, or gone where the partner's address said so.</param>
/// <param name="OlderSecretUntil">Until then each message carries a signature of the secret before, too.</param>
/// <param name="Secret">Shown in the answer to its making and never again.</param>
internal sealed record EventSubscriptionView(
    string Id,
    string Url,
    IReadOnlyList<string> Types,
    string? Description,
    string State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? OlderSecretUntil,
    string? Secret)
{
    public static EventSubscriptionView Of(EventSubscription subscription, string? shownOnce = null) => new(
        subscription.Id,
        subscription.Url,
        subscription.Types,
        subscription.Description,
        subscription.State,
        subscription.CreatedAt,
        subscription.OlderSecretUntil,
        shownOnce);
}
