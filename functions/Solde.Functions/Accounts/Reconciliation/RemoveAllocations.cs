using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Removes one or all allocations of a payment or a credit: both sides get back what they had (BIL-18).</summary>
internal static class RemoveAllocations
{
    /// <param name="invoice">Only what pays this invoice; everything unless given.</param>
    /// <param name="line">Only what pays this line of it.</param>
    public static async Task<Answer> OfPayment(
        string account, string payment, string? invoice, string? line, Command command, AggregateStore<Account> accounts) =>
        Account.IsCredit(payment) ? CommonRefusals.NotFound : await HandleAsync(account, payment, invoice, line, command, accounts);

    /// <param name="invoice">Only what pays this invoice; everything unless given.</param>
    /// <param name="line">Only what pays this line of it.</param>
    public static async Task<Answer> OfCredit(
        string account, string credit, string? invoice, string? line, Command command, AggregateStore<Account> accounts) =>
        Account.IsCredit(credit) ? await HandleAsync(account, credit, invoice, line, command, accounts) : CommonRefusals.NotFound;

    private static async Task<Answer> HandleAsync(
        string account, string funds, string? invoice, string? line, Command command, AggregateStore<Account> accounts)
    {
        if (invoice is null && line is not null)
        {
            var errors = new FieldErrors();
            errors.Id("invoice", invoice);
            return errors.ToRefusal();
        }
        // What became a credit note when its line was cancelled stays: the note stands on it.
        bool IsMeant(Allocation allocation) =>
            allocation.Credit is null && (invoice is null || allocation.Invoice == invoice) && (line is null || allocation.Line == line);
        await AllButOneStepAsync(account, funds, (_, allocation) => IsMeant(allocation), command, accounts);
        return await accounts.ChangeAsync(account, command, current => Decide(current, funds, IsMeant));
    }

    /// <summary>
    /// A payment may pay more invoices than one transaction holds: then the surplus is given back before, in steps that
    /// are each right by themselves. A crash between them leaves unapplied money, and the repeated command goes on.
    /// </summary>
    internal static async Task AllButOneStepAsync(
        string account, string funds, Func<IFunds, Allocation, bool> isMeant, Command command, AggregateStore<Account> accounts)
    {
        var step = command with { IdempotencyKey = null };
        while (true)
        {
            var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, Account.FundsRows([funds]));
            var made = found.Funds(funds);
            var invoices = made?.Allocations.Where(allocation => isMeant(made, allocation)).Select(allocation => allocation.Invoice).Distinct().ToArray()
                ?? [];
            var most = TransactionLimits.Documents - (made is Payment payment ? InstalmentPayments.PlansOf(payment).Count : 0);
            if (invoices.Length <= most)
                return;
            var some = invoices.Take(most).ToHashSet(StringComparer.Ordinal);
            await accounts.ChangeAsync(
                account, step, current => Decide(
                    current, funds, allocation => some.Contains(allocation.Invoice) && isMeant(current.Funds(funds)!, allocation)));
        }
    }

    internal static Decision<Account> Decide(Account account, string fundsId, Func<Allocation, bool> isMeant)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.FundsNotYetRead([fundsId]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Funds(fundsId) is not { } funds)
            return CommonRefusals.NotFound;

        var meant = funds.Allocations.Where(isMeant).ToArray();
        if (meant.Length == 0)
            return new Decision<Account>.Unchanged(FundsAnswer.Of(funds));
        if (account.NotYetRead(meant.Select(allocation => allocation.Invoice), []) is { Count: > 0 } invoices)
            return new Decision<Account>.NeedsRows(invoices);

        var after = Reconciliation.Undo(account, fundsId, isMeant);
        return new Decision<Account>.Changed(
            after,
            new JournalNote("AllocationsRemoved", Corrects: fundsId) { Postings = CreditUse.PostingsOf(account, after) },
            FundsAnswer.Of(after.Funds(fundsId)!),
            []);
    }
}
