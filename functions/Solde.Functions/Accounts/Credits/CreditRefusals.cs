using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class CreditRefusals
{
    public static readonly RefusalKind Used = new("credit_used", StatusCodes.Status409Conflict, new Text(
        "Only {0} of {1} is left of this credit: it can be voided only while nothing of it is used.",
        "Il ne reste que {0} de {1} de ce crédit : il ne peut être annulé que tant que rien n'en est utilisé.",
        "Só restam {0} de {1} deste crédito: só pode ser anulado enquanto nada dele for usado.",
        "Er rest maar {0} van {1} van dit tegoed: het kan alleen vervallen zolang er niets van gebruikt is."));

    public static readonly RefusalKind NotEnough = new("credit_too_small", StatusCodes.Status409Conflict, new Text(
        "Only {0} of this credit is left.",
        "Il ne reste que {0} de ce crédit.",
        "Só restam {0} deste crédito.",
        "Er rest maar {0} van dit tegoed."));

    public static readonly RefusalKind NoSuchAccount = new("unknown_account", StatusCodes.Status422UnprocessableEntity, new Text(
        "There is no other account {0} to move it to.",
        "Il n'y a pas d'autre compte {0} où le transférer.",
        "Não há outra conta {0} para onde o transferir.",
        "Er is geen andere rekening {0} om het naar over te zetten."));

    public static readonly RefusalKind NothingToDo = new("balance_is_zero", StatusCodes.Status409Conflict, new Text(
        "The balance is zero already, but for what is under way.",
        "Le solde est déjà nul, à part ce qui est en cours.",
        "O saldo já é zero, exceto o que está em curso.",
        "Het saldo is al nul, op wat onderweg is na."));

    public static readonly RefusalKind OwedOutsideInvoices = new("owed_outside_invoices", StatusCodes.Status409Conflict, new Text(
        "{0} is owed for a refunded payment that the bank took back: no invoice line asks for it, so it cannot be written off.",
        "{0} sont dus pour un paiement remboursé que la banque a repris : aucune ligne ne les demande, on ne peut les radier.",
        "{0} são devidos por um pagamento reembolsado que o banco retomou: nenhuma linha os pede, não se podem anular.",
        "{0} is verschuldigd voor een terugbetaalde betaling die de bank terugnam: geen regel vraagt erom, afschrijven kan niet."));

    public static readonly RefusalKind MethodNeeded = new("method_needed", StatusCodes.Status422UnprocessableEntity, new Text(
        "{0} cannot go back the way it came: name an offline method to give it back by.",
        "{0} ne peuvent pas revenir par où ils sont venus : indiquez un mode hors ligne pour les rendre.",
        "{0} não podem voltar por onde vieram: indique um método presencial para os devolver.",
        "{0} kan niet terug langs de weg waarlangs het kwam: noem een offlinebetaalwijze om het terug te geven."));
}
