using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>Why a claim file is not changed, or a message not taken in.</summary>
internal static class ClaimRefusals
{
    public static readonly RefusalKind AwaitsNotice = new("claim_awaits_notice", StatusCodes.Status409Conflict, new Text(
        "The notice of claim (AS) has not come yet: the file can't be chosen for a sales document.",
        "L'avis de sinistre (AS) n'est pas encore arrivé : le dossier ne peut pas être choisi dans un document de vente.",
        "O aviso de sinistro (AS) ainda não chegou: o processo não pode ser escolhido para um documento de venda.",
        "De schademelding (AS) is er nog niet: het dossier kan niet voor een verkoopdocument worden gekozen."));

    public static readonly RefusalKind Cancelled = new("claim_cancelled", StatusCodes.Status409Conflict, new Text(
        "The file was cancelled by hand: it can't be chosen for a sales document.",
        "Le dossier a été annulé manuellement : il ne peut pas être choisi dans un document de vente.",
        "O processo foi anulado manualmente: não pode ser escolhido para um documento de venda.",
        "Het dossier is met de hand geannuleerd: het kan niet voor een verkoopdocument worden gekozen."));

    public static readonly RefusalKind InUse = new("claim_in_use", StatusCodes.Status409Conflict, new Text(
        "The file is used in a sales document; make a credit note for its invoice first.",
        "Le dossier est utilisé dans un document de vente; faites d'abord un avoir de sa facture.",
        "O processo está a ser usado num documento de venda; faça primeiro uma nota de crédito da fatura.",
        "Het dossier wordt in een verkoopdocument gebruikt; maak eerst een creditnota voor de factuur."));

    public static readonly RefusalKind NotInDocument = new("claim_not_in_document", StatusCodes.Status409Conflict, new Text(
        "The file is used in no sales document: there is nothing to send.",
        "Le dossier n'est utilisé dans aucun document de vente : il n'y a rien à envoyer.",
        "O processo não é usado em nenhum documento de venda: não há nada a enviar.",
        "Het dossier wordt in geen verkoopdocument gebruikt: er is niets te versturen."));

    public static readonly RefusalKind WithoutInvoice = new("claim_without_invoice", StatusCodes.Status409Conflict, new Text(
        "The file has no invoice.",
        "Le dossier n'a pas de facture.",
        "O processo não tem fatura.",
        "Het dossier heeft geen factuur."));

    public static readonly RefusalKind Credited = new("claim_credited", StatusCodes.Status409Conflict, new Text(
        "A credit note has taken the file's invoice back already.",
        "Un avoir a déjà repris la facture du dossier.",
        "Uma nota de crédito já retomou a fatura do processo.",
        "Een creditnota heeft de factuur van het dossier al teruggenomen."));

    public static readonly RefusalKind WithoutCreditNote = new("claim_without_credit_note", StatusCodes.Status409Conflict, new Text(
        "There is no credit note for the file's invoice.",
        "Il n'y a pas d'avoir pour la facture du dossier.",
        "Não há nota de crédito para a fatura do processo.",
        "Er is geen creditnota voor de factuur van het dossier."));

    public static readonly RefusalKind CreditNoteUsed = new("claim_credit_note_used", StatusCodes.Status409Conflict, new Text(
        "The credit note is used, refunded or voided: it can't be deleted any more.",
        "L'avoir est utilisé, remboursé ou annulé : il ne peut plus être supprimé.",
        "A nota de crédito foi usada, reembolsada ou anulada: já não pode ser eliminada.",
        "De creditnota is gebruikt, terugbetaald of geannuleerd: ze kan niet meer worden verwijderd."));

    public static readonly RefusalKind Accepted = new("claim_accepted", StatusCodes.Status409Conflict, new Text(
        "The insurer has accepted the invoice: a change needs a credit note first.",
        "L'assureur a accepté la facture : un changement demande d'abord un avoir.",
        "A seguradora aceitou a fatura: uma alteração exige primeiro uma nota de crédito.",
        "De verzekeraar heeft de factuur aanvaard: een wijziging vereist eerst een creditnota."));

    public static readonly RefusalKind Completed = new("claim_completed", StatusCodes.Status409Conflict, new Text(
        "The file is completed.",
        "Le dossier est terminé.",
        "O processo está terminado.",
        "Het dossier is afgesloten."));

    public static readonly RefusalKind InvoiceCancelled = new("claim_invoice_cancelled", StatusCodes.Status409Conflict, new Text(
        "The invoice {0} is cancelled.",
        "La facture {0} est annulée.",
        "A fatura {0} está anulada.",
        "Factuur {0} is geannuleerd."));

    public static readonly RefusalKind NotNumbered = new("claim_invoice_not_numbered", StatusCodes.Status409Conflict, new Text(
        "The invoice has no number yet: try again in a moment.",
        "La facture n'a pas encore de numéro : réessayez dans un instant.",
        "A fatura ainda não tem número: tente de novo dentro de momentos.",
        "De factuur heeft nog geen nummer: probeer het zo dadelijk opnieuw."));

    public static readonly RefusalKind NumberReused = new("claim_message_number_reused", StatusCodes.Status409Conflict, new Text(
        "Another message of this file has the number {0}.",
        "Un autre message de ce dossier porte le numéro {0}.",
        "Outra mensagem deste processo tem o número {0}.",
        "Een ander bericht van dit dossier heeft nummer {0}."));

    public static readonly RefusalKind NothingToAcknowledge = new("claim_nothing_to_acknowledge", StatusCodes.Status409Conflict, new Text(
        "Nothing was sent by the name {0}.",
        "Rien n'a été envoyé sous le nom {0}.",
        "Nada foi enviado com o nome {0}.",
        "Er is niets verstuurd onder de naam {0}."));

    public static readonly RefusalKind TooManySendings = new("too_many_claim_sendings", StatusCodes.Status409Conflict, new Text(
        "This file was sent {0} times already.",
        "Ce dossier a déjà été envoyé {0} fois.",
        "Este processo já foi enviado {0} vezes.",
        "Dit dossier is al {0} keer verstuurd."));

    public static readonly RefusalKind Unreadable = new("claim_message_set_aside", StatusCodes.Status422UnprocessableEntity, new Text(
        "The message can't be taken in ({0}) and is set aside as {1}.",
        "Le message ne peut pas être pris en compte ({0}) et est mis de côté sous {1}.",
        "A mensagem não pode ser recebida ({0}) e fica de lado como {1}.",
        "Het bericht kan niet worden verwerkt ({0}) en is apart gelegd als {1}."));
}
