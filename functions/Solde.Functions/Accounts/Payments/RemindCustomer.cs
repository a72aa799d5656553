using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Sends the customer the link again by which he confirms a payment (PAY-07). Asked twice within some minutes he gets it once: a clerk
/// who clicks again does not fill his mailbox.
/// </summary>
internal static class RemindCustomer
{
    public static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(5);

    public static Task<Answer> Handle(string account, string payment, Command command, AggregateStore<Account> accounts, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return accounts.ChangeAsync(account, command, current => Decide(current, payment, command.Organisation, AtMostEvery, now));
    }

    internal static Decision<Account> Decide(Account account, string id, string organisation, TimeSpan atMostEvery, DateTimeOffset now)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(payments: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Payments.TryGetValue(id, out var payment))
            return CommonRefusals.NotFound;
        if (payment is not { State: PaymentStates.AwaitingCustomer, Online: { Customer: { } asked } online })
            return AccountRefusals.CustomerNotAwaited.With(payment.State);
        if (asked.RemindedAt is { } before && now - before < atMostEvery)
            return new Decision<Account>.Unchanged(AnswerOf(payment, account.Id));

        var again = asked with { RemindedAt = now };
        var reminded = payment with { Online = online with { Customer = again } };
        return new Decision<Account>.Changed(
            account.With(reminded),
            new JournalNote("CustomerReminded"),
            AnswerOf(reminded, account.Id),
            [CustomerAsked.Announce(organisation, account.Id, id, again)]);
    }

    private static Answer AnswerOf(Payment payment, string account) => Answer.Accepted(
        PaymentView.Of(payment), AccountsJson.Default.PaymentView, $"/api/v1/accounts/{account}/payments/{payment.Id}");
}
