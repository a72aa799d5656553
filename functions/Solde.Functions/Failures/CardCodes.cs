using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>
/// Cards: the provider's decline codes (docs.stripe.com/declines/codes), its error codes where there is no decline, and its
/// reasons of disputes, since a lost one makes a payment fail that had arrived.
/// </summary>
internal static class CardCodes
{
    private static readonly Text Blocked = new(
        "The bank has blocked this card; use another one.",
        "La banque a bloqué cette carte; utilisez-en une autre.",
        "O banco bloqueou este cartão; utilize outro.",
        "De bank heeft deze kaart geblokkeerd; gebruik een andere.");

    private static readonly Text Gone = new(
        "The saved card or account is not there any more; choose another one.",
        "La carte ou le compte enregistré n'existe plus; choisissez-en un autre.",
        "O cartão ou a conta guardada já não existe; escolha outro.",
        "De bewaarde kaart of rekening is er niet meer; kies een andere.");

    private static readonly Text Expired = new(
        "The card has expired.", "La carte est expirée.", "O cartão expirou.", "De kaart is verlopen.");

    private static readonly Text Details = new(
        "The card's details are not right.",
        "Les données de la carte sont inexactes.",
        "Os dados do cartão não estão corretos.",
        "De kaartgegevens kloppen niet.");

    private static readonly Text Authentication = new(
        "The bank wants the customer to confirm this payment himself.",
        "La banque demande que le client confirme lui-même ce paiement.",
        "O banco pede que o próprio cliente confirme este pagamento.",
        "De bank wil dat de klant deze betaling zelf bevestigt.");

    private static readonly Text NotConfirmed = new(
        "The customer was asked to confirm this payment and did not.",
        "Le client devait confirmer ce paiement et ne l'a pas fait.",
        "O cliente devia confirmar este pagamento e não o fez.",
        "De klant moest deze betaling bevestigen en deed het niet.");

    private static readonly Text Unsupported = new(
        "This card does not allow such a payment; use another one.",
        "Cette carte ne permet pas ce type de paiement; utilisez-en une autre.",
        "Este cartão não permite este tipo de pagamento; utilize outro.",
        "Deze kaart laat zo'n betaling niet toe; gebruik een andere.");

    private static readonly Text Revoked = new(
        "The customer has told the bank to stop these payments.",
        "Le client a demandé à sa banque d'arrêter ces paiements.",
        "O cliente pediu ao banco que parasse estes pagamentos.",
        "De klant heeft de bank gevraagd deze betalingen te stoppen.");

    private static readonly Text Again = new(
        "The same payment was sent twice; look whether it was paid already.",
        "Le même paiement a été envoyé deux fois; vérifiez s'il n'est pas déjà payé.",
        "O mesmo pagamento foi enviado duas vezes; veja se já foi pago.",
        "Dezelfde betaling is twee keer verstuurd; kijk of ze al betaald is.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        Funds.Entry("insufficient_funds"),
        // The balance or the credit limit is used up, says the documentation of both: another day may do.
        Funds.Entry("card_velocity_exceeded"),
        Funds.Entry("withdrawal_count_limit_exceeded"),

        Account.Entry("lost_card", Blocked),
        Account.Entry("stolen_card", Blocked),
        Account.Entry("pickup_card", Blocked),
        Account.Entry("restricted_card", Blocked),
        Account.Entry("expired_card", Expired),
        Account.Entry("saved_method_gone", Gone),
        Account.Entry("incorrect_cvc", Details),
        Account.Entry("invalid_cvc", Details),
        Account.Entry("incorrect_number", Details),
        Account.Entry("invalid_number", Details),
        Account.Entry("invalid_expiry_month", Details),
        Account.Entry("invalid_expiry_year", Details),
        Account.Entry("incorrect_address", Details),
        Account.Entry("incorrect_zip", Details),
        Account.Entry("new_account_information_available", Details),
        Account.Entry("invalid_account"),
        Account.Entry("do_not_try_again"),
        Account.Entry("previously_declined_do_not_retry"),
        Account.Entry("card_not_supported", Unsupported),
        Account.Entry("currency_not_supported", Unsupported),
        Account.Entry("not_permitted", Unsupported),
        Account.Entry("service_not_allowed", Unsupported),
        Account.Entry("transaction_not_allowed", Unsupported),
        Account.Entry("payment_method_customer_decline"),

        // He must be there himself: to authenticate, or to type a number that only he knows.
        Mandate.Entry("authentication_required", Authentication),
        Mandate.Entry("authentication_not_handled", Authentication),
        Mandate.Entry("payment_intent_authentication_failure", NotConfirmed),
        Mandate.Entry("customer_did_nothing", NotConfirmed),
        Mandate.Entry("mobile_device_authentication_required", Authentication),
        Mandate.Entry("approve_with_id", Authentication),
        Mandate.Entry("incorrect_pin", Authentication),
        Mandate.Entry("invalid_pin", Authentication),
        Mandate.Entry("offline_pin_required", Authentication),
        Mandate.Entry("online_or_offline_pin_required", Authentication),
        Mandate.Entry("pin_try_exceeded", Authentication),
        Mandate.Entry("revocation_of_authorization", Revoked),
        Mandate.Entry("revocation_of_all_authorizations", Revoked),
        Mandate.Entry("payment_intent_mandate_invalid"),

        Limit.Entry("invalid_amount"),
        Limit.Entry("amount_too_large"),

        OurData.Entry("duplicate_transaction", Again),
        OurData.Entry("amount_too_small"),
        OurData.Entry("testmode_decline"),
        OurData.Entry("payment_method_currency_mismatch"),
        OurData.Entry("resource_missing"),

        // Suspected fraud: the documentation asks that the customer is not told so.
        Dispute.Entry("merchant_blacklist", Unknown.Meaning),
        Dispute.Entry("stop_payment_order", Revoked),
        .. DisputeReasons.All,

        Technical.Entry("processing_error"),
        Technical.Entry("issuer_not_available"),
        Technical.Entry("try_again_later"),
        Technical.Entry("reenter_transaction"),
        Technical.Entry("lock_timeout"),

        Unknown.Entry("call_issuer"),
        Unknown.Entry("card_declined"),
        Unknown.Entry("do_not_honor"),
        Unknown.Entry("generic_decline"),
        Unknown.Entry("no_action_taken"),
        Unknown.Entry("security_violation"),
        // The payment was cancelled at the provider, by its dashboard or because it waited too long.
        Unknown.Entry("canceled"),
    ];
}
