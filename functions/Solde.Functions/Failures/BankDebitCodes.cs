using Solde.Functions.Api;
using static Solde.Functions.Failures.FailureClass;

namespace Solde.Functions.Failures;

/// <summary>E-cheques through the provider: its codes for debits, in Canada and in euro alike.</summary>
internal static class BankDebitCodes
{
    private static readonly Text Closed = new(
        "The bank account is closed or cannot be debited.",
        "Le compte bancaire est fermé ou ne peut pas être débité.",
        "A conta bancária está encerrada ou não pode ser debitada.",
        "De bankrekening is gesloten of kan niet worden gedebiteerd.");

    public static readonly IReadOnlyList<FailureCode> All =
    [
        Funds.Entry("insufficient_funds"),

        Account.Entry("account_closed", Closed),
        Account.Entry("account_number_invalid", Closed),
        Account.Entry("bank_account_declined", Closed),
        Account.Entry("bank_account_restricted", Closed),
        Account.Entry("bank_account_unusable", Closed),
        Account.Entry("bank_account_unverified", Closed),
        Account.Entry("bank_ownership_changed", Closed),
        Account.Entry("branch_does_not_exist", Closed),
        Account.Entry("incorrect_account_details", Closed),
        Account.Entry("incorrect_account_holder_name", Closed),
        Account.Entry("incorrect_account_holder_address", Closed),
        Account.Entry("incorrect_account_holder_tax_id", Closed),
        Account.Entry("invalid_account_number", Closed),
        Account.Entry("no_account", Closed),

        Mandate.Entry("debit_not_authorized", Closed),
        Mandate.Entry("billing_invalid_mandate"),
        Mandate.Entry("payment_intent_mandate_invalid"),
        Mandate.Entry("bank_account_debit_authorization_revoked"),

        Limit.Entry("amount_too_large"),
        Limit.Entry("charge_exceeds_source_limit"),
        Limit.Entry("charge_exceeds_transaction_limit"),
        Limit.Entry("charge_exceeds_weekly_limit"),

        OurData.Entry("amount_too_small"),
        OurData.Entry("invalid_currency"),
        OurData.Entry("payment_method_currency_mismatch"),
        OurData.Entry("resource_missing"),

        .. DisputeReasons.All,

        Technical.Entry("bank_cannot_process"),
        Technical.Entry("could_not_process"),
        Technical.Entry("generic_could_not_process"),
        Technical.Entry("processing_error"),
        Technical.Entry("lock_timeout"),

        Unknown.Entry("canceled"),
        Unknown.Entry("declined"),
        Unknown.Entry("payment_intent_payment_attempt_failed"),
        Unknown.Entry("payment_method_provider_decline"),
        Unknown.Entry("refer_to_customer"),
    ];
}
