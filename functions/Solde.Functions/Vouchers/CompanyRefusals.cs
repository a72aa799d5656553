using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class CompanyRefusals
{
    public static readonly RefusalKind CompanyExists = new("company_exists", StatusCodes.Status409Conflict, new Text(
        "There is a company {0} already.",
        "L'entreprise {0} existe déjà.",
        "A empresa {0} já existe.",
        "Onderneming {0} bestaat al."));

    public static readonly RefusalKind UnknownCompany = new("unknown_company", StatusCodes.Status422UnprocessableEntity, new Text(
        "There is no company {0}.",
        "Il n'y a pas d'entreprise {0}.",
        "Não existe a empresa {0}.",
        "Er is geen onderneming {0}."));

    public static readonly RefusalKind NothingToAsk = new("nothing_to_ask", StatusCodes.Status409Conflict, new Text(
        "There are no vouchers whose reimbursement can be asked for.",
        "Il n'y a aucun titre dont le remboursement puisse être demandé.",
        "Não há vales cujo reembolso possa ser pedido.",
        "Er zijn geen cheques waarvan de terugbetaling gevraagd kan worden."));

    public static readonly RefusalKind TooManyRemittances = new("too_many_remittances", StatusCodes.Status409Conflict, new Text(
        "{0} remittances of this company wait for their reimbursement, which is the most.",
        "{0} remises de cette entreprise attendent leur remboursement, soit le maximum.",
        "{0} remessas desta empresa aguardam reembolso, que é o máximo.",
        "{0} afgiften van deze onderneming wachten op terugbetaling, meer kan niet."));

    public static readonly RefusalKind RemittanceState = new("remittance_state", StatusCodes.Status409Conflict, new Text(
        "This cannot be done with the remittance any more, or not yet: it is {0}.",
        "Ce n'est plus ou pas encore possible pour cette remise : elle est {0}.",
        "Isto já não é ou ainda não é possível com a remessa: está {0}.",
        "Dit kan niet meer of nog niet met de afgifte: ze is {0}."));

    public static readonly RefusalKind ReimbursementDiffers = new(
        "reimbursement_differs",
        StatusCodes.Status422UnprocessableEntity,
        new Text(
            "The remittance comes to {0}, not {1}.",
            "La remise s'élève à {0}, et non à {1}.",
            "A remessa soma {0}, e não {1}.",
            "De afgifte bedraagt {0}, niet {1}."));

    public static readonly RefusalKind NotForPickUp = new("not_for_pick_up", StatusCodes.Status409Conflict, new Text(
        "Remittance {0} is not on paper, or is on its way already.",
        "La remise {0} n'est pas sur papier, ou est déjà en route.",
        "A remessa {0} não é em papel, ou já está a caminho.",
        "Afgifte {0} is niet op papier, of al onderweg."));

    public static readonly RefusalKind PickUpEnded = new("pick_up_ended", StatusCodes.Status409Conflict, new Text(
        "This pick-up is {0}.",
        "Cet enlèvement est {0}.",
        "Esta recolha está {0}.",
        "Deze ophaling is {0}."));

    public static readonly RefusalKind NoBillingAccount = new("no_billing_account", StatusCodes.Status409Conflict, new Text(
        "This company has no billing account.",
        "Cette entreprise n'a pas de compte de facturation.",
        "Esta empresa não tem conta de faturação.",
        "Deze onderneming heeft geen facturatierekening."));

    public static readonly RefusalKind DirectDebitExists = new("direct_debit_exists", StatusCodes.Status409Conflict, new Text(
        "This company has a direct debit already, {0}: cancel it first.",
        "Cette entreprise a déjà une domiciliation, {0} : annulez-la d'abord.",
        "Esta empresa já tem um débito direto, {0}: cancele-o primeiro.",
        "Deze onderneming heeft al een domiciliëring, {0}: annuleer die eerst."));

    public static readonly RefusalKind DirectDebitSigned = new("direct_debit_signed", StatusCodes.Status409Conflict, new Text(
        "This direct debit was signed on {0}.",
        "Cette domiciliation a été signée le {0}.",
        "Este débito direto foi assinado em {0}.",
        "Deze domiciliëring is ondertekend op {0}."));
}
