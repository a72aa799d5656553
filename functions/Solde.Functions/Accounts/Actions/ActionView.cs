using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Account">With <paramref name="Id"/> the address of the entry.</param>
/// <param name="Kind">instalment, subscription (a month of one) or refund.</param>
/// <param name="State">open, dismissed or closed.</param>
/// <param name="Amount">What is still to be asked for or given back.</param>
/// <param name="PaymentMethod">The saved payment method that was charged.</param>
/// <param name="FailureClass">Why it failed; see the list of failure codes.</param>
/// <param name="Advice">What is to be done about such a failure: retry, ask_customer, fix_and_send, stop_contact or show_to_person.</param>
/// <param name="FailureMeaning">What the code means, in the language asked for.</param>
/// <param name="NextTryAt">When the schedule tries again by itself.</param>
internal sealed record ActionView(
    string Account,
    string Id,
    string Kind,
    string State,
    Money Amount,
    string Method,
    string? PaymentMethod,
    string? FailureCode,
    string FailureClass,
    string Advice,
    string FailureMeaning,
    DateTimeOffset FailedAt,
    DateTimeOffset? NextTryAt,
    string? Plan,
    string? Instalment,
    string? Subscription,
    string? Payment,
    string? Credit,
    string? Refund,
    Dismissal? Dismissed)
{
    public static ActionView Of(PaymentAction action, string language)
    {
        var failure = action.Failure();
        return new(
            action.Account,
            action.Id,
            action.Kind,
            action.State,
            action.Amount,
            action.Method,
            action.PaymentMethod,
            action.FailureCode,
            failure.Class.Name,
            failure.Class.Action,
            failure.Meaning.In(language),
            action.FailedAt,
            action.NextTryAt,
            action.Plan,
            action.Instalment,
            action.Subscription,
            action.Payment,
            action.Credit,
            action.Refund,
            action.Dismissed);
    }
}
