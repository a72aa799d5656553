using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Allocates all unapplied money in the organisation's order, or shows what it would do (BIL-18).</summary>
internal static class ReconcileAccount
{
    /// <param name="Preview">True to change nothing.</param>
    public sealed record Request(bool? Preview = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, request.Preview == true, profile.Settings.AllocationOrder, today));
    }

    internal static Decision<Account> Decide(Account account, bool isPreview, string order, DateOnly today)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        var reconciled = Reconciliation.All(account, order, today, TransactionLimits.Documents);
        var made = AllocationsMade(account, reconciled);
        var unapplied = Balance.Unapplied(reconciled);
        var hasMore = unapplied.IsPositive && reconciled.Invoices.Values.Any(invoice => invoice.IsOpen);
        if (isPreview || made.Count == 0)
            return new Decision<Account>.Unchanged(View(false, made, unapplied, hasMore));
        return new Decision<Account>.Changed(
            reconciled,
            new JournalNote("AccountReconciled") { Postings = CreditUse.PostingsOf(account, reconciled) },
            View(true, made, unapplied, hasMore),
            []);
    }

    internal static IReadOnlyList<AllocationView> AllocationsMade(Account before, Account after) =>
    [
        .. after.Payments.Values.Cast<IFunds>().Concat(after.Credits.Values)
            .Where(funds => !ReferenceEquals(funds, before.Funds(funds.Id)))
            .SelectMany(funds => funds.Allocations.Select(allocation => new AllocationView(
                funds.Id, allocation.Invoice, allocation.Line, allocation.Amount - AmountBefore(before, funds.Id, allocation))))
            .Where(allocation => allocation.Amount.IsPositive),
    ];

    private static Money AmountBefore(Account before, string funds, Allocation allocation) =>
        before.Funds(funds)?.Allocations
            .FirstOrDefault(earlier => earlier with { Amount = allocation.Amount } == allocation)?.Amount
        ?? Money.Zero(allocation.Amount.Currency);

    private static Answer View(bool isDone, IReadOnlyList<AllocationView> made, Money unapplied, bool hasMore) =>
        Answer.Ok(new ReconciliationView(isDone, made, unapplied, hasMore), AccountsJson.Default.ReconciliationView);
}
