using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Cancels an offline payment, which undoes its reconciliations (BIL-10). Online money is refunded instead; an e-cheque
/// can't be called back once sent.
/// </summary>
internal static class CancelPayment
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string account, string payment, Request request, Command command, AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;
        await RemoveAllocations.AllButOneStepAsync(account, payment, (made, _) => made is Payment { State: PaymentStates.Recorded }, command, accounts);
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, payment, request.Reason!, command.Organisation));
    }

    internal static Decision<Account> Decide(Account account, string id, string reason, string organisation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead([], [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Payments.TryGetValue(id, out var payment))
            return CommonRefusals.NotFound;
        if (payment.Online is not null)
            return AccountRefusals.NotCancellable.With(payment.Method);
        if (payment.State == PaymentStates.Cancelled)
            return new Decision<Account>.Unchanged(Answer.Ok(PaymentView.Of(payment), AccountsJson.Default.PaymentView));
        if (!payment.Refunded.IsZero || !payment.Reserved.IsZero)
            return AccountRefusals.RefundedAlready.With(payment.Refunded + payment.Reserved);
        if (account.NotYetRead(payment.Allocations.Select(allocation => allocation.Invoice), []) is { Count: > 0 } invoices)
            return new Decision<Account>.NeedsRows(invoices);
        if (account.NotYetRead(plans: InstalmentPayments.PlansOf(payment)) is { Count: > 0 } plans)
            return new Decision<Account>.NeedsRows(plans);

        var undone = Reconciliation.Undo(account, id, _ => true);
        var cancelled = undone.Payments[id] with { State = PaymentStates.Cancelled };
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            InstalmentPayments.Follow(undone.With(cancelled), id).With(totals with { Paid = totals.Paid - payment.Amount.Minor }),
            new JournalNote("PaymentCancelled", reason, Corrects: id) { Postings = Postings.Reversed(RecordPayment.PostingsOf(payment)) },
            Answer.Ok(PaymentView.Of(cancelled), AccountsJson.Default.PaymentView),
            [.. InstalmentPayments.Announcements(organisation, account.Id, payment)]);
    }
}
