using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class AccountRefusals
{
    public static readonly RefusalKind CustomerNotAwaited = new("customer_not_awaited", StatusCodes.Status409Conflict, new Text(
        "This payment does not wait for the customer; it is {0}.",
        "Ce paiement n'attend pas le client; il est {0}.",
        "Este pagamento não espera pelo cliente; está {0}.",
        "Deze betaling wacht niet op de klant; ze is {0}."));

    public static readonly RefusalKind EmailTaken = new("email_taken", StatusCodes.Status409Conflict, new Text(
        "Another account of the organisation has this e-mail.",
        "Un autre compte de l'organisation a ce courriel.",
        "Outra conta da organização tem este e-mail.",
        "Een andere rekening van de organisatie heeft dit e-mailadres."));

    public static readonly RefusalKind AccountExists = new("account_exists", StatusCodes.Status409Conflict, new Text(
        "An account with this id exists already.",
        "Un compte portant cet identifiant existe déjà.",
        "Já existe uma conta com este identificador.",
        "Er bestaat al een rekening met dit id."));

    public static readonly RefusalKind OnlyTheOwner = new("only_the_owner", StatusCodes.Status403Forbidden, new Text(
        "Only the owner of the account adds or removes members.",
        "Seul le responsable du compte ajoute ou supprime des membres.",
        "Só o responsável da conta adiciona ou remove membros.",
        "Alleen de houder van de rekening voegt leden toe of verwijdert ze."));

    public static readonly RefusalKind OwnerStays = new("owner_stays", StatusCodes.Status409Conflict, new Text(
        "The owner cannot remove himself from his account.",
        "Le responsable ne peut pas se retirer de son propre compte.",
        "O responsável não pode remover-se da sua própria conta.",
        "De houder kan zichzelf niet van zijn rekening verwijderen."));

    public static readonly RefusalKind BadActivation = new("bad_activation", StatusCodes.Status400BadRequest, new Text(
        "This activation link is not valid; ask for a new one.",
        "Ce lien d'activation n'est pas valide; demandez-en un autre.",
        "Este link de ativação não é válido; peça outro.",
        "Deze activatielink is niet geldig; vraag een nieuwe."));

    public static readonly RefusalKind NotOnAccount = new("member_not_on_account", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is neither the owner nor a member of this account.",
        "{0} n'est ni le responsable ni un membre de ce compte.",
        "{0} não é o responsável nem um membro desta conta.",
        "{0} is houder noch lid van deze rekening."));

    public static readonly RefusalKind UnknownTax = new("unknown_tax", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} is no tax code of the organisation.",
        "{0} n'est pas un code de taxe de l'organisation.",
        "{0} não é um código de imposto da organização.",
        "{0} is geen belastingcode van de organisatie."));

    public static readonly RefusalKind NothingToCharge = new("nothing_to_charge", StatusCodes.Status422UnprocessableEntity, new Text(
        "A line of this invoice comes to nothing.",
        "Une ligne de cette facture ne donne aucun montant.",
        "Uma linha desta fatura não dá nenhum valor.",
        "Een regel van deze factuur komt op niets uit."));

    public static readonly RefusalKind LineTooLarge = new("line_too_large", StatusCodes.Status422UnprocessableEntity, new Text(
        "A line of this invoice is larger than {0}.",
        "Une ligne de cette facture dépasse {0}.",
        "Uma linha desta fatura ultrapassa {0}.",
        "Een regel van deze factuur is groter dan {0}."));

    public static readonly RefusalKind UnknownMethod = new("unknown_payment_method", StatusCodes.Status422UnprocessableEntity, new Text(
        "The organisation does not take payments by {0}.",
        "L'organisation n'accepte pas les paiements par {0}.",
        "A organização não aceita pagamentos por {0}.",
        "De organisatie aanvaardt geen betalingen via {0}."));

    public static readonly RefusalKind UnknownInvoice = new("unknown_invoice", StatusCodes.Status422UnprocessableEntity, new Text(
        "This account has no invoice {0}.",
        "Ce compte n'a pas de facture {0}.",
        "Esta conta não tem a fatura {0}.",
        "Deze rekening heeft geen factuur {0}."));

    public static readonly RefusalKind TotalNotAgreed = new("total_not_agreed", StatusCodes.Status422UnprocessableEntity, new Text(
        "This charge comes to {0}, of which {1} is the fee of paying online: give that total once the payer agrees to it.",
        "Ce prélèvement s'élève à {0}, dont {1} de frais en ligne : donnez ce total une fois que le payeur l'accepte.",
        "Esta cobrança é de {0}, dos quais {1} de taxa online: indique esse total quando o pagador concordar.",
        "Deze inning bedraagt {0}, waarvan {1} onlinekosten: geef dat totaal zodra de betaler ermee instemt."));

    public static readonly RefusalKind NotCancellable = new("payment_not_cancellable", StatusCodes.Status409Conflict, new Text(
        "An online payment by {0} cannot be cancelled; refund it once it has arrived.",
        "Un paiement en ligne par {0} ne peut pas être annulé; remboursez-le une fois reçu.",
        "Um pagamento online por {0} não pode ser anulado; reembolse-o depois de recebido.",
        "Een onlinebetaling via {0} kan niet worden geannuleerd; betaal ze terug zodra ze is aangekomen."));

    public static readonly RefusalKind RefundedAlready = new("payment_refunded", StatusCodes.Status409Conflict, new Text(
        "{0} of this payment is refunded or being refunded: cancel that refund first.",
        "{0} de ce paiement est remboursé ou en cours de remboursement : annulez d'abord ce remboursement.",
        "{0} deste pagamento está reembolsado ou em reembolso: anule primeiro esse reembolso.",
        "{0} van deze betaling is of wordt terugbetaald: annuleer eerst die terugbetaling."));

    public static readonly RefusalKind NoPayLater = new("pay_later_not_allowed", StatusCodes.Status409Conflict, new Text(
        "This cannot be bought now and paid later: the organisation or the item does not allow it. {0}",
        "Cela ne peut pas être acheté maintenant et payé plus tard : l'organisation ou l'article ne le permet pas. {0}",
        "Isto não pode ser comprado agora e pago depois: a organização ou o artigo não o permite. {0}",
        "Dit kan niet nu worden gekocht en later betaald: de organisatie of het artikel staat dat niet toe. {0}"));

    public static readonly RefusalKind NoPeriod = new("item_without_period", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} has no start and end date: it cannot be charged pro rata.",
        "{0} n'a ni date de début ni date de fin : cela ne peut pas être facturé au prorata.",
        "{0} não tem data de início e de fim: não pode ser cobrado proporcionalmente.",
        "{0} heeft geen begin- en einddatum: het kan niet naar rato worden aangerekend."));

    public static readonly RefusalKind UnknownItem = new("unknown_item", StatusCodes.Status422UnprocessableEntity, new Text(
        "The organisation has no item {0}.",
        "L'organisation n'a pas d'article {0}.",
        "A organização não tem o artigo {0}.",
        "De organisatie heeft geen artikel {0}."));

    public static readonly RefusalKind OtherForms = new("other_forms", StatusCodes.Status409Conflict, new Text(
        "{0} does not have the same forms as {1}: what was filled in would not fit.",
        "{0} n'a pas les mêmes formulaires que {1} : ce qui a été rempli ne conviendrait pas.",
        "{0} não tem os mesmos formulários que {1}: o que foi preenchido não serviria.",
        "{0} heeft niet dezelfde formulieren als {1}: wat is ingevuld zou niet passen."));

    public static readonly RefusalKind NotDearer = new("not_dearer", StatusCodes.Status409Conflict, new Text(
        "The price does not rise: it was {0}, and is to be {1}.",
        "Le prix n'augmente pas : il était de {0} et serait de {1}.",
        "O preço não sobe: era {0} e passaria a {1}.",
        "De prijs stijgt niet: hij was {0} en wordt {1}."));

    public static readonly RefusalKind NothingLeft = new("nothing_left", StatusCodes.Status409Conflict, new Text(
        "Only {0} is left of the payment, and {1} of the line.",
        "Il ne reste que {0} du paiement, et {1} de la ligne.",
        "Só restam {0} do pagamento e {1} da linha.",
        "Er rest maar {0} van de betaling en {1} van de regel."));
}
