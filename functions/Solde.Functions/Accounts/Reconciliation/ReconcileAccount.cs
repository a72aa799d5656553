using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Allocates all unapplied money in the organisation's order, or shows what it would do (BIL-18). However large the account,
/// one command does it, in steps that are each right by themselves: a crash between two leaves money unapplied and no more,
/// and the repeated command does what is left and tells of that.
/// </summary>
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
        var done = new List<Match>();
        return await accounts.ChangeAsync(
            account, command, current => Decide(
                current, request.Preview == true, command.Organisation, profile.Settings.AllocationOrder, today, done));
    }

    /// <param name="done">
    /// Grows with each step that is committed. Where another command came between two of them, the rule is asked again for the rest,
    /// and the answer tells of all.
    /// </param>
    internal static Decision<Account> Decide(
        Account account, bool isPreview, string organisation, string order, DateOnly today, List<Match>? done = null)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        done ??= [];
        var matches = Reconciliation.Matches(account, order, today);
        var unapplied = Balance.Unapplied(account) - Matching.Sum(matches, account.Head!.Currency);
        if (isPreview || matches.Count + done.Count == 0)
            return new Decision<Account>.Unchanged(View(false, matches, unapplied));

        var steps = Matching.InSteps(matches, TransactionLimits.Documents).ToArray();
        if (steps.Length > 1)
            return new Decision<Account>.InSteps(StepByStep(account, steps, done, unapplied, organisation));
        var reconciled = Matching.Apply(account, matches);
        return new Decision<Account>.Changed(
            reconciled, NoteOf(account, reconciled), View(true, [.. done, .. matches], unapplied), []);
    }

    private static IEnumerable<Step<Account>> StepByStep(
        Account account, IReadOnlyList<IReadOnlyList<Match>> steps, List<Match> done, Money unapplied, string organisation)
    {
        var whole = account;
        foreach (var (index, matches) in steps.Index())
        {
            var reconciled = Matching.Apply(account, matches);
            var before = PartOf(account, matches);
            var after = PartOf(reconciled, matches);
            var isLast = index == steps.Count - 1;
            var answer = isLast ? View(true, [.. done, .. matches], unapplied) : null;
            var told = isLast ? PaymentAction.Announcements(organisation, whole, reconciled).ToArray() : null;
            yield return new Step<Account>(before, after, NoteOf(before, after), answer, told);
            // Asked to go on, so that one is committed.
            done.AddRange(matches);
            account = reconciled;
        }
    }

    private static Account PartOf(Account account, IReadOnlyList<Match> matches) =>
        account.Only(matches.Select(match => match.Invoice), matches.Select(match => match.Funds));

    private static JournalNote NoteOf(Account before, Account after) =>
        new("AccountReconciled") { Postings = CreditUse.PostingsOf(before, after) };

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

    private static Answer View(bool isDone, IReadOnlyCollection<Match> matches, Money unapplied) =>
        Answer.Ok(ReconciliationView.Of(isDone, matches, unapplied), AccountsJson.Default.ReconciliationView);
}
