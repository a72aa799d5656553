using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class PlanRefusals
{
    public static readonly RefusalKind BeyondInvoices = new("plan_beyond_invoices", StatusCodes.Status409Conflict, new Text(
        "Only {0} of these invoices is neither paid nor planned.",
        "Seuls {0} de ces factures ne sont ni payés ni planifiés.",
        "Só {0} destas faturas não estão pagos nem planeados.",
        "Slechts {0} van deze facturen is nog niet betaald of gepland."));

    public static readonly RefusalKind TooSmall = new("plan_too_small", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is too little for {1} instalments.",
        "{0} ne suffisent pas pour {1} versements.",
        "{0} são insuficientes para {1} prestações.",
        "{0} is te weinig voor {1} termijnen."));

    public static readonly RefusalKind NotOpen = new("instalment_not_open", StatusCodes.Status409Conflict, new Text(
        "This instalment is {0}: nothing can be changed about it.",
        "Ce versement est {0} : on ne peut plus le modifier.",
        "Esta prestação está {0}: já não pode ser alterada.",
        "Deze termijn is {0}: er kan niets meer aan worden gewijzigd."));

    public static readonly RefusalKind Unknown = new("unknown_instalment", StatusCodes.Status422UnprocessableEntity, new Text(
        "There is no instalment {0} on this account.",
        "Il n'y a pas de versement {0} sur ce compte.",
        "Não há prestação {0} nesta conta.",
        "Er is geen termijn {0} op deze rekening."));

    public static readonly RefusalKind NothingScheduled = new("nothing_scheduled", StatusCodes.Status409Conflict, new Text(
        "No instalment is scheduled.",
        "Aucun versement n'est prévu.",
        "Não há nenhuma prestação prevista.",
        "Er is geen termijn gepland."));

    public static readonly RefusalKind WithoutInvoices = new("plan_without_invoices", StatusCodes.Status409Conflict, new Text(
        "Plan {0} runs ahead of any invoice: there is nothing yet that a credit could pay.",
        "Le plan {0} précède toute facture : il n'y a encore rien qu'un crédit puisse payer.",
        "O plano {0} antecede qualquer fatura: ainda não há nada que um crédito possa pagar.",
        "Plan {0} loopt vooruit op elke factuur: er is nog niets dat een tegoed kan betalen."));

    public static readonly RefusalKind NothingToAsk = new("instalment_asks_nothing", StatusCodes.Status409Conflict, new Text(
        "Nothing is left for instalment {0} to ask for: its invoices are paid, or others are asking for what is left.",
        "Il ne reste rien à demander par le versement {0} : ses factures sont payées, ou d'autres demandent ce qui reste.",
        "Já nada resta a pedir pela prestação {0}: as suas faturas estão pagas, ou outras pedem o que resta.",
        "Er blijft niets te vragen voor termijn {0}: de facturen zijn betaald, of andere vragen wat er rest."));

    public static readonly RefusalKind NotDueYet = new("instalment_not_due", StatusCodes.Status409Conflict, new Text(
        "This instalment is due on {0}.",
        "Ce versement est dû le {0}.",
        "Esta prestação vence em {0}.",
        "Deze termijn vervalt op {0}."));

    public static readonly RefusalKind NotOffline = new("instalment_not_offline", StatusCodes.Status409Conflict, new Text(
        "This instalment is charged by {0}; only offline ones are confirmed by hand.",
        "Ce versement est prélevé par {0}; seuls ceux hors ligne se confirment à la main.",
        "Esta prestação é cobrada por {0}; só as offline se confirmam à mão.",
        "Deze termijn wordt geïnd via {0}; alleen offline termijnen worden met de hand bevestigd."));
}
