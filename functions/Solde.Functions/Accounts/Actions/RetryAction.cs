using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Tries what failed again, at once (PAY-05): an instalment by a saved method, a refund by its way or another.</summary>
internal static class RetryAction
{
    private static readonly Text OfRefunds = new(
        "is for refunds only", "ne vaut que pour les remboursements", "só vale para reembolsos", "geldt alleen voor terugbetalingen");

    private static readonly Text OfInstalments = new(
        "is for instalments only", "ne vaut que pour les versements", "só vale para prestações", "geldt alleen voor termijnen");

    /// <param name="PaymentMethod">Of an instalment: another saved method of the account; the one it has unless given.</param>
    /// <param name="Method">Of a refund: another way, such as cheque; the one it went by unless given.</param>
    public sealed record Request(string? PaymentMethod = null, string? Method = null);

    /// <param name="Payment">The payment that asks for the instalment now.</param>
    /// <param name="Refund">The refund that gives the money back now.</param>
    public sealed record View(string? Payment, string? Refund);

    public static async Task<Answer> Handle(
        string account,
        string entry,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        RefundablePayments payments,
        IOrganisationDirectory organisations,
        ISavedMethods saved,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var isRefund = Account.IsCredit(entry);
        var errors = new FieldErrors();
        errors.Id("paymentMethod", request.PaymentMethod, needed: false);
        errors.Id("method", request.Method, needed: false);
        if (isRefund && request.PaymentMethod is not null)
            errors.Add("paymentMethod", OfInstalments);
        if (!isRefund && request.Method is not null)
            errors.Add("method", OfRefunds);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        return isRefund
            ? await RetryRefund.HandleAsync(account, entry, request.Method, command, accounts, payments, profile, clock)
            : await RetryInstalment.HandleAsync(account, entry, request.PaymentMethod, command, accounts, saved, profile, clock);
    }

    /// <summary>What a retry started, in place of what the rule that it stands on would answer.</summary>
    public static Decision<Account> Answering(Decision<Account> decision, View view, string location) =>
        decision is Decision<Account>.Changed changed
            ? changed with { Answer = Answer.Accepted(view, AccountsJson.Default.RetryActionView, location) }
            : decision;
}
