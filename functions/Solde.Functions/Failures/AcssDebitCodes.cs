using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>
/// Pre-authorised debits in Canada: the return reason codes of the Canadian Payments Association's Standard 005. The
/// provider's own codes are in <see cref="BankDebitCodes"/>.
/// </summary>
internal static class AcssDebitCodes
{
    private static readonly Text Uncleared = new(
        "The money on the account is not cleared yet.",
        "Les fonds du compte ne sont pas encore libérés.",
        "O dinheiro da conta ainda não está disponível.",
        "Het geld op de rekening is nog niet beschikbaar.");

    private static readonly Text Stopped = new(
        "The customer has stopped this payment at his bank.",
        "Le client a arrêté ce paiement à sa banque.",
        "O cliente bloqueou este pagamento no seu banco.",
        "De klant heeft deze betaling bij zijn bank tegengehouden.");

    private static readonly Text Frozen = new(
        "The bank account is frozen.", "Le compte bancaire est bloqué.", "A conta bancária está bloqueada.", "De bankrekening is geblokkeerd.");

    private static readonly Text NotNotified = new(
        "The customer was not told of this debit in time.",
        "Le client n'a pas été avisé de ce débit à temps.",
        "O cliente não foi avisado deste débito a tempo.",
        "De klant is niet op tijd van deze debitering verwittigd.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        OurData.Entry("900"),
        Funds.Entry("901"),
        Account.Entry("902"),
        Dispute.Entry("903", Stopped),
        OurData.Entry("904"),
        Account.Entry("905"),
        Account.Entry("907"),
        Funds.Entry("908", Uncleared),
        Account.Entry("909"),
        // Deceased.
        Stop.Entry("910"),
        Account.Entry("911", Frozen),
        Account.Entry("912"),
        Account.Entry("914"),
        // Personal ones first, then business: no agreement, not by the agreement, revoked, no notice.
        Mandate.Entry("915"),
        Mandate.Entry("916"),
        Mandate.Entry("917"),
        Mandate.Entry("918", NotNotified),
        Mandate.Entry("919"),
        Mandate.Entry("920"),
        Mandate.Entry("921", NotNotified),
        // Of credits only: he sends money back that we had sent him.
        Dispute.Entry("922"),
        Technical.Entry("990"),
    ];
}
