using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Takes in a dispute as the provider has it now (PAY-10). Opened, its money is held: it moves from the receipts aside, can't be refunded,
/// and goes on paying what it pays. Won, it moves back. Lost is <see cref="ReturnRule"/>: only then the customer owes again.
/// </summary>
internal static class DisputeRule
{
    public static (Decision<Account> Decision, OutcomeEffect Effect) Decide(
        Account account, string paymentId, Dispute told, string organisation, RetrySchedule retries)
    {
        if (account.NotYetRead(payments: [paymentId]) is { Count: > 0 } unread)
            return (new Decision<Account>.NeedsRows(unread), default);
        if (!account.Payments.TryGetValue(paymentId, out var payment) || payment.Online is not { } online)
            return (CommonRefusals.NotFound, OutcomeEffect.UnknownPayment);
        var known = online.FindDispute(told.Id);
        // What is decided stays decided: a look at the provider that began earlier may come to its end later.
        var isLost = known is { State: DisputeStates.Lost } || online.Returns.Any(taken => taken.Id == told.Id);
        var isWon = known is { State: DisputeStates.Won } && told.State != DisputeStates.Lost;
        if (known == told || isLost || isWon)
            return (Nothing, OutcomeEffect.AlreadyKnown);
        if (known is { State: DisputeStates.Won })
            return (Nothing, OutcomeEffect.Contradicts);
        if (told.State == DisputeStates.Lost)
            return ReturnRule.Decide(account, paymentId, ReturnOf(told), organisation, retries, told);
        if (payment.State != PaymentStates.Succeeded || told.Amount > payment.MoneyIn - payment.Held + HeldOf(known, payment))
            return (Nothing, OutcomeEffect.Contradicts);
        return (Take(account, payment, online, known, told, organisation), OutcomeEffect.Applied);
    }

    /// <summary>What a lost dispute took.</summary>
    public static PaymentReturn ReturnOf(Dispute lost) => new(lost.Id, lost.Amount, lost.Reason, lost.ClosedAt ?? lost.OpenedAt);

    private static Decision<Account> Nothing => new Decision<Account>.Unchanged(Answer.NoContent);

    private static Decision<Account> Take(
        Account account, Payment payment, OnlinePayment online, Dispute? known, Dispute told, string organisation)
    {
        // Money leaves the receipts to be held, or comes back to them.
        var more = HeldOf(told, payment) - HeldOf(known, payment);
        var action = told.State == DisputeStates.Won ? "DisputeWon" : known is null ? "DisputeOpened" : "DisputeChanged";
        return new Decision<Account>.Changed(
            account.With(payment with { Online = online.With(told) }),
            new JournalNote(action, told.Reason)
            {
                Postings = Postings.Balanced(
                [
                    new Posting(LedgerAccounts.Disputes(payment.Method), more),
                    new Posting(LedgerAccounts.Receipts(payment.Method), -more),
                ]),
            },
            Answer.NoContent,
            known?.State == told.State ? [] : [DisputeTold.Announce(organisation, account.Id, payment.Id, told)]);
    }

    private static Money HeldOf(Dispute? dispute, Payment payment) =>
        dispute is { State: DisputeStates.Open } ? dispute.Amount : Money.Zero(payment.Amount.Currency);
}
