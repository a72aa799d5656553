using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

internal static class EventSubscriptionEndpoints
{
    public static string AddressOf(string subscription) => "/api/v1/partners/subscriptions/" + subscription;

    public static void Map(RouteGroupBuilder subscriptions)
    {
        subscriptions.MapPost("/", Subscribe.Handle).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>(StatusCodes.Status201Created).Refuses(PartnerRefusals.TooManySubscriptions)
            .WithSummary("Send events of some types to an address; its signing secret is shown once.");
        subscriptions.MapGet("/", ListEventSubscriptions.Handle).Needs(Scopes.Admin).Produces<Page<EventSubscriptionView>>()
            .WithSummary("The organisation's event subscriptions, by type and state.");
        subscriptions.MapGet("/journal", ReadSubscribersJournal.Handle).Needs(Scopes.Admin).Produces<Page<JournalEntry>>()
            .WithSummary("Every change of event subscriptions, newest or oldest first.");
        subscriptions.MapGet("/{eventSubscription}", GetEventSubscription.Handle).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An event subscription, without its secret.");
        subscriptions.MapPut("/{eventSubscription}", ChangeEventSubscription.Handle).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>().Refuses(CommonRefusals.NotFound, CommonRefusals.Stale)
            .WithSummary("Change where an event subscription sends, and what.");
        subscriptions.MapDelete("/{eventSubscription}", Unsubscribe.Handle).Needs(Scopes.Admin)
            .Produces(StatusCodes.Status204NoContent).Refuses(CommonRefusals.NotFound)
            .WithSummary("Remove an event subscription; its deliveries stay listed.");
        subscriptions.MapPost("/{eventSubscription}/pause", PauseEventSubscription.Handle).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Send nothing until it is resumed.");
        subscriptions.MapPost("/{eventSubscription}/resumption", PauseEventSubscription.HandleResumption).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Send again, also after the address was gone.");
        subscriptions.MapPost("/{eventSubscription}/secret", RollSecret.Handle).Needs(Scopes.Admin)
            .Produces<EventSubscriptionView>(StatusCodes.Status201Created).Refuses(CommonRefusals.NotFound)
            .WithSummary("Roll the signing secret: the new one is shown once, the one before signs too for a day.");
        subscriptions.MapPost("/{eventSubscription}/test", SendPing.Handle).Needs(Scopes.Admin)
            .Produces<DeliveryView>(StatusCodes.Status202Accepted).Refuses(CommonRefusals.NotFound, PartnerRefusals.SubscriptionPaused)
            .WithSummary("Send a ping, to try the partner's side.");
    }
}
