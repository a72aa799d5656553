using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class InsurerPayments(
    AggregateStore<Account> accounts, IOrganisationDirectory organisations, TimeProvider clock) : IInsurerPayments
{
    /// <summary>The method of such payments: no setting names it, since nobody chooses it by hand.</summary>
    private const string Method = "insurer";

    public async Task<Money> ReceiveAsync(string account, InsurerPayment payment, Command command)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var today = profile.Calendar.Today(now);
        var draft = new Payment(
            payment.Id,
            Method,
            payment.Amount,
            PaymentStates.Recorded,
            payment.PaidOn > today ? today : payment.PaidOn,
            now,
            payment.Insurer,
            payment.Note,
            [payment.Invoice],
            [],
            null);
        var difference = payment.Amount;
        var answer = await accounts.ChangeAsync(account, command with { IdempotencyKey = null }, current =>
        {
            var decision = Decide(current, draft, command.Organisation, profile.Settings.AllocationOrder, today);
            var seen = decision is Decision<Account>.Changed changed ? changed.After : current;
            difference = DifferenceOf(seen, payment.Id, payment.Invoice) ?? difference;
            return decision;
        });
        return answer.Refusal is { } refusal
            ? throw new InvalidOperationException($"Payment {payment.Id} is refused: {refusal.Kind.Code}.")
            : difference;
    }

    internal static Decision<Account> Decide(Account account, Payment payment, string organisation, string order, DateOnly today)
    {
        if (account.NotYetRead(payment.For, [payment.Id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        return account.Payments.ContainsKey(payment.Id)
            ? new Decision<Account>.Unchanged(Answer.NoContent)
            : RecordPayment.Decide(account, payment, organisation, order, today);
    }

    private static Money? DifferenceOf(Account account, string paymentId, string invoiceId)
    {
        if (!account.Payments.TryGetValue(paymentId, out var payment) || !account.Invoices.TryGetValue(invoiceId, out var invoice))
            return null;
        var used = payment.Allocations.Where(allocation => allocation.Invoice == invoiceId)
            .Aggregate(Money.Zero(payment.Amount.Currency), (sum, allocation) => sum + allocation.Amount);
        return invoice.Left - (payment.Amount - used);
    }
}
