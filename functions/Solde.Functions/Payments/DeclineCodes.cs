using Solde.Functions.Accounts;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

/// <summary>What the provider's decline codes mean to a person. A code not listed is unknown, never an error (PAY-13).</summary>
internal sealed class DeclineCodes : IFailureMeanings
{
    private static readonly Text Funds = new(
        "There is not enough money on the account.",
        "Les fonds sont insuffisants.",
        "O saldo é insuficiente.",
        "Er staat niet genoeg geld op de rekening.");

    private static readonly Text Blocked = new(
        "The bank has blocked this card; use another one.",
        "La banque a bloqué cette carte; utilisez-en une autre.",
        "O banco bloqueou este cartão; utilize outro.",
        "De bank heeft deze kaart geblokkeerd; gebruik een andere.");

    private static readonly Text Expired = new(
        "The card has expired.",
        "La carte est expirée.",
        "O cartão expirou.",
        "De kaart is verlopen.");

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

    private static readonly Text Passing = new(
        "The bank could not handle the payment just now; it can be tried again.",
        "La banque n'a pas pu traiter le paiement; il peut être réessayé.",
        "O banco não conseguiu processar o pagamento; pode ser tentado de novo.",
        "De bank kon de betaling nu niet verwerken; ze kan opnieuw worden geprobeerd.");

    private static readonly Text Account = new(
        "The bank account is closed or cannot be debited.",
        "Le compte bancaire est fermé ou ne peut pas être débité.",
        "A conta bancária está encerrada ou não pode ser debitada.",
        "De bankrekening is gesloten of kan niet worden gedebiteerd.");

    private static readonly Text Unknown = new(
        "The bank refused the payment without saying why.",
        "La banque a refusé le paiement sans dire pourquoi.",
        "O banco recusou o pagamento sem indicar o motivo.",
        "De bank weigerde de betaling zonder te zeggen waarom.");

    private static readonly Dictionary<string, Text> Meanings = new(StringComparer.Ordinal)
    {
        ["insufficient_funds"] = Funds,
        ["withdrawal_count_limit_exceeded"] = Funds,
        ["card_velocity_exceeded"] = Funds,
        ["lost_card"] = Blocked,
        ["stolen_card"] = Blocked,
        ["pickup_card"] = Blocked,
        ["restricted_card"] = Blocked,
        ["expired_card"] = Expired,
        ["incorrect_cvc"] = Details,
        ["invalid_cvc"] = Details,
        ["incorrect_number"] = Details,
        ["invalid_number"] = Details,
        ["invalid_expiry_month"] = Details,
        ["invalid_expiry_year"] = Details,
        ["authentication_required"] = Authentication,
        ["payment_intent_authentication_failure"] = NotConfirmed,
        ["customer_did_nothing"] = NotConfirmed,
        ["processing_error"] = Passing,
        ["issuer_not_available"] = Passing,
        ["try_again_later"] = Passing,
        ["reenter_transaction"] = Passing,
        ["account_closed"] = Account,
        ["bank_account_restricted"] = Account,
        ["bank_account_unusable"] = Account,
        ["debit_not_authorized"] = Account,
    };

    public string Of(string declineCode, string language) => Meanings.GetValueOrDefault(declineCode, Unknown).In(language);
}
