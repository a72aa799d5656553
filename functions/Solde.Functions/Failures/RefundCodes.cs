using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>Refunds: the provider's reasons of failure, and its error codes where it did not take one on.</summary>
internal static class RefundCodes
{
    private static readonly Text OurBalance = new(
        "The organisation's balance at the provider is too low for this refund.",
        "Le solde de l'organisation chez le fournisseur ne suffit pas pour ce remboursement.",
        "O saldo da organização no fornecedor não chega para este reembolso.",
        "Het saldo van de organisatie bij de provider is te laag voor deze terugbetaling.");

    private static readonly Text NotTaken = new(
        "The card or account that paid cannot take the money back; give it back another way.",
        "La carte ou le compte qui a payé ne peut pas reprendre l'argent; rendez-le autrement.",
        "O cartão ou a conta que pagou não pode receber o dinheiro de volta; devolva-o de outra forma.",
        "De kaart of rekening die betaalde kan het geld niet terugnemen; geef het op een andere manier terug.");

    private static readonly Text Disputed = new(
        "The payment is disputed: the bank has its money, or will have it.",
        "Le paiement est contesté : la banque a son argent, ou l'aura.",
        "O pagamento está em disputa: o banco tem o dinheiro, ou vai tê-lo.",
        "De betaling wordt betwist: de bank heeft het geld, of krijgt het.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        // Ours, not the customer's.
        Funds.Entry("insufficient_funds", OurBalance),
        Funds.Entry("balance_insufficient", OurBalance),
        Account.Entry("expired_or_canceled_card", NotTaken),
        Account.Entry("lost_or_stolen_card", NotTaken),
        Account.Entry("declined", NotTaken),
        OurData.Entry("charge_already_refunded"),
        OurData.Entry("charge_not_refundable"),
        OurData.Entry("resource_missing"),
        Dispute.Entry("charge_disputed", Disputed),
        Dispute.Entry("charge_for_pending_refund_disputed", Disputed),
        Dispute.Entry("refund_disputed_payment", Disputed),
        Technical.Entry("lock_timeout"),
        Unknown.Entry("canceled"),
        Unknown.Entry("merchant_request"),
        Unknown.Entry("unknown"),
    ];
}
