using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>What a statement says, in every language.</summary>
internal static class StatementTexts
{
    public static readonly Text Title = new("Account statement", "Relevé de compte", "Extrato de conta", "Rekeningoverzicht");
    public static readonly Text Period = new("From {0} to {1}", "Du {0} au {1}", "De {0} a {1}", "Van {0} tot en met {1}");
    public static readonly Text UpTo = new("Up to {0}", "Jusqu'au {0}", "Até {0}", "Tot en met {0}");
    public static readonly Text Date = new("Date", "Date", "Data", "Datum");
    public static readonly Text Description = new("Description", "Description", "Descrição", "Omschrijving");
    public static readonly Text Charged = new("Charged", "Facturé", "Faturado", "Aangerekend");
    public static readonly Text Received = new("Paid", "Payé", "Pago", "Betaald");
    public static readonly Text Credited = new("Credited", "Crédité", "Creditado", "Gecrediteerd");
    public static readonly Text Balance = new("Balance", "Solde", "Saldo", "Saldo");
    public static readonly Text Opening = new("Opening balance", "Solde d'ouverture", "Saldo inicial", "Beginsaldo");
    public static readonly Text Closing = new("Closing balance", "Solde de clôture", "Saldo final", "Eindsaldo");
    public static readonly Text Note = new(
        "Above zero is owed, below zero is in your favour. Each line stands on the day on which it was booked.",
        "Au-dessus de zéro, le montant est dû ; au-dessous, il est en votre faveur. Chaque ligne est au jour de son inscription.",
        "Acima de zero é devido, abaixo de zero é a seu favor. Cada linha está no dia em que foi registada.",
        "Boven nul is verschuldigd, onder nul is in uw voordeel. Elke regel staat op de dag waarop ze geboekt is.");

    private static readonly Dictionary<string, Text> ByAction = new(StringComparer.Ordinal)
    {
        ["InvoiceIssued"] = new("Invoice", "Facture", "Fatura", "Factuur"),
        ["InvoiceCancelled"] = new("Cancellation of invoice", "Annulation de facture", "Anulação de fatura", "Annulering van factuur"),
        ["LineSubstituted"] = new("Substitution on invoice", "Remplacement sur facture", "Substituição na fatura", "Vervanging op factuur"),
        ["SubscriptionCharged"] = new("Subscription, invoice", "Abonnement, facture", "Assinatura, fatura", "Abonnement, factuur"),
        ["PaymentRecorded"] = new("Payment", "Paiement", "Pagamento", "Betaling"),
        ["PaymentSucceeded"] = new("Online payment", "Paiement en ligne", "Pagamento online", "Onlinebetaling"),
        ["PaymentCancelled"] = new("Cancelled payment", "Paiement annulé", "Pagamento anulado", "Geannuleerde betaling"),
        ["PaymentReturned"] = new(
            "Payment taken back by the bank",
            "Paiement repris par la banque",
            "Pagamento retirado pelo banco",
            "Betaling teruggenomen door de bank"),
        ["RefundBegun"] = new("Refund", "Remboursement", "Reembolso", "Terugbetaling"),
        ["RefundSucceeded"] = new("Refund", "Remboursement", "Reembolso", "Terugbetaling"),
        ["RefundCancelled"] = new("Cancelled refund", "Remboursement annulé", "Reembolso anulado", "Geannuleerde terugbetaling"),
        ["RefundReturned"] = new(
            "Refund sent back by the bank",
            "Remboursement renvoyé par la banque",
            "Reembolso devolvido pelo banco",
            "Terugbetaling teruggestuurd door de bank"),
        ["CreditMade"] = new("Credit note", "Note de crédit", "Nota de crédito", "Creditnota"),
        ["CreditVoided"] = new("Voided credit note", "Note de crédit annulée", "Nota de crédito anulada", "Vervallen creditnota"),
        ["CreditMovedAway"] = new(
            "Credit moved to another account",
            "Crédit transféré à un autre compte",
            "Crédito movido para outra conta",
            "Tegoed verplaatst naar een andere rekening"),
        ["CreditReceived"] = new(
            "Credit moved from another account",
            "Crédit reçu d'un autre compte",
            "Crédito recebido de outra conta",
            "Tegoed ontvangen van een andere rekening"),
        ["BalanceBroughtToZero"] = new("Balance brought to zero", "Solde ramené à zéro", "Saldo levado a zero", "Saldo op nul gebracht"),
    };

    public static bool Has(string action) => ByAction.ContainsKey(action);

    public static Text Of(string action) => ByAction.TryGetValue(action, out var text) ? text : new Text(action, action, action, action);
}
