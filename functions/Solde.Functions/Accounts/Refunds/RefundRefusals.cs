using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class RefundRefusals
{
    public static readonly RefusalKind RefundedOtherwise = new("refunded_otherwise", StatusCodes.Status409Conflict, new Text(
        "After this, {0} would be refunded, not {1}: someone was faster. Look at the account and ask again.",
        "Après cela, {0} seraient remboursés, et non {1} : quelqu'un a été plus rapide. Regardez le compte et redemandez.",
        "Depois disto estariam reembolsados {0}, e não {1}: alguém foi mais rápido. Veja a conta e peça de novo.",
        "Hierna zou {0} terugbetaald zijn, niet {1}: iemand was sneller. Bekijk de rekening en vraag opnieuw."));

    public static readonly RefusalKind BeyondWhatIsHeld = new("beyond_what_is_held", StatusCodes.Status409Conflict, new Text(
        "Only {0} can be refunded.",
        "Seuls {0} peuvent être remboursés.",
        "Só {0} podem ser reembolsados.",
        "Er kan maar {0} worden terugbetaald."));

    public static readonly RefusalKind BeyondPayment = new("beyond_payment", StatusCodes.Status409Conflict, new Text(
        "Payment {0} still holds {1}.",
        "Le paiement {0} contient encore {1}.",
        "O pagamento {0} ainda tem {1}.",
        "Betaling {0} bevat nog {1}."));

    public static readonly RefusalKind UnknownPayment = new("unknown_payment", StatusCodes.Status422UnprocessableEntity, new Text(
        "This account has no payment {0}.",
        "Ce compte n'a pas de paiement {0}.",
        "Esta conta não tem o pagamento {0}.",
        "Deze rekening heeft geen betaling {0}."));

    public static readonly RefusalKind TooScattered = new("refund_too_scattered", StatusCodes.Status422UnprocessableEntity, new Text(
        "This touches more than {0} payments and invoices at once: refund it in smaller amounts.",
        "Cela touche plus de {0} paiements et factures à la fois : remboursez par montants plus petits.",
        "Isto afeta mais de {0} pagamentos e faturas de uma vez: reembolse em valores menores.",
        "Dit raakt meer dan {0} betalingen en facturen tegelijk: betaal terug in kleinere bedragen."));

    public static readonly RefusalKind NotCancellable = new("refund_not_cancellable", StatusCodes.Status409Conflict, new Text(
        "A refund by {0} cannot be cancelled: it is at the bank.",
        "Un remboursement par {0} ne peut pas être annulé : il est à la banque.",
        "Um reembolso por {0} não pode ser anulado: está no banco.",
        "Een terugbetaling via {0} kan niet worden geannuleerd: ze is bij de bank."));

    public static readonly RefusalKind LineCancelled = new("line_cancelled", StatusCodes.Status409Conflict, new Text(
        "Line {0} of this invoice is cancelled already.",
        "La ligne {0} de cette facture est déjà annulée.",
        "A linha {0} desta fatura já está anulada.",
        "Regel {0} van deze factuur is al geannuleerd."));

    public static readonly RefusalKind UnknownLine = new("unknown_line", StatusCodes.Status422UnprocessableEntity, new Text(
        "This invoice has no line {0}.",
        "Cette facture n'a pas de ligne {0}.",
        "Esta fatura não tem a linha {0}.",
        "Deze factuur heeft geen regel {0}."));
}
