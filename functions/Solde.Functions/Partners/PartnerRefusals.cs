using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class PartnerRefusals
{
    public static readonly RefusalKind TooManySubscriptions = new("too_many_event_subscriptions", StatusCodes.Status409Conflict, new Text(
        "There are {0} event subscriptions already, which is the most.",
        "Il y a déjà {0} abonnements aux événements, le maximum.",
        "Já existem {0} subscrições de eventos, o máximo.",
        "Er zijn al {0} gebeurtenisabonnementen, meer kan niet."));

    public static readonly RefusalKind SubscriptionPaused = new("event_subscription_paused", StatusCodes.Status409Conflict, new Text(
        "The event subscription is paused or removed: nothing can be sent to it.",
        "L'abonnement aux événements est suspendu ou supprimé : rien ne peut lui être envoyé.",
        "A subscrição de eventos está suspensa ou foi removida: nada lhe pode ser enviado.",
        "Het gebeurtenisabonnement staat stil of is verwijderd: er kan niets naartoe."));

    public static readonly RefusalKind TooManyRedeliveries = new("too_many_redeliveries", StatusCodes.Status409Conflict, new Text(
        "This was sent again {0} times already.",
        "Ceci a déjà été renvoyé {0} fois.",
        "Isto já foi reenviado {0} vezes.",
        "Dit is al {0} keer opnieuw verstuurd."));
}
