using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class SubscriptionRefusals
{
    public static readonly RefusalKind Ended = new("subscription_ended", StatusCodes.Status409Conflict, new Text(
        "This subscription has ended: move its end date first.",
        "Cet abonnement est terminé : déplacez d'abord sa date de fin.",
        "Esta assinatura terminou: mude primeiro a data de fim.",
        "Dit abonnement is afgelopen: verplaats eerst de einddatum."));
}
