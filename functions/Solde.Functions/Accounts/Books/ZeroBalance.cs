using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Brings a balance to zero (BIL-21): what is owed is written off, what is in the customer's favour is refunded. First
/// what is there is reconciled. What an e-cheque at the bank covers is neither written off nor refunded around: it may
/// arrive, and it may fail. Says what it will do before it does it.
/// </summary>
internal static class ZeroBalance
{
    /// <param name="Preview">True to change nothing.</param>
    /// <param name="OfflineMethod">By which to give back what cannot go back the way it came.</param>
    public sealed record Request(string? Reason, bool? Preview = null, string? OfflineMethod = null);

    /// <param name="Balance">The balance before.</param>
    /// <param name="WrittenOff">The credit note that pays what is owed, or null.</param>
    /// <param name="Refund">The refund of what is in the customer's favour, or null.</param>
    public sealed record View(bool IsDone, Money Balance, IReadOnlyList<AllocationView> Allocations, CreditView? WrittenOff, RefundView? Refund);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        errors.OneOf("offlineMethod", request.OfflineMethod, [.. profile.Settings.OfflineMethods], needed: false);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());

        var now = clock.GetUtcNow();
        var asked = new Wish(
            request.Reason!, request.Preview == true, request.OfflineMethod, IdempotencyKey.NewId("crd"), IdempotencyKey.NewId("ref"), command.Organisation);
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, asked, profile.Settings.AllocationOrder, profile.Calendar.Today(now), now));
    }

    internal sealed record Wish(string Reason, bool IsPreview, string? OfflineMethod, string CreditId, string RefundId, string Organisation);

    internal static Decision<Account> Decide(Account account, Wish wish, string order, DateOnly today, DateTimeOffset now)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        var balance = new Money(account.Head!.Totals.Balance, account.Head.Currency);
        if (balance.IsZero && Balance.Unapplied(account).IsZero)
            return CreditRefusals.NothingToDo;
        // The bank took back what had been refunded: no line asks for it, so no write-off can pay it, and a refund of what else
        // is there would leave it owed all the same.
        var outside = account.Payments.Values.Select(payment => payment.Unapplied).Where(unapplied => unapplied.Minor < 0)
            .Aggregate(Money.Zero(balance.Currency), (sum, unapplied) => sum - unapplied);
        if (outside.IsPositive)
            return CreditRefusals.OwedOutsideInvoices.With(outside);
        var reconciled = Reconciliation.All(account, order, today, TransactionLimits.Documents / 2);
        var owed = Sum(reconciled, invoice => invoice.Uncovered);
        if (owed.IsPositive && Balance.Unapplied(reconciled).IsPositive)
            return RefundRefusals.TooScattered.With(TransactionLimits.Documents / 2);
        var begun = new Begun(account, reconciled, balance, ReconcileAccount.AllocationsMade(account, reconciled), wish);
        if (owed.IsPositive)
            return WrittenOff(begun, owed, today, now);
        // An e-cheque at the bank may fail: what it covers is still owed, so that much money stays here.
        var spare = Balance.Unapplied(reconciled) - Sum(reconciled, invoice => invoice.Left);
        if (spare.IsPositive)
            return Refunded(begun, spare, now);
        return begun.Allocations.Count > 0
            ? Done(begun, reconciled, null, null, CreditUse.PostingsOf(account, reconciled), [])
            : CreditRefusals.NothingToDo;
    }

    private sealed record Begun(Account Before, Account Reconciled, Money Balance, IReadOnlyList<AllocationView> Allocations, Wish Wish);

    private static Money Sum(Account account, Func<Invoice, Money> amount) =>
        account.Invoices.Values.Aggregate(Money.Zero(account.Head!.Currency), (sum, invoice) => sum + amount(invoice));

    private static Decision<Account> WrittenOff(Begun begun, Money owed, DateOnly today, DateTimeOffset now)
    {
        var lines = Reconciliation.LinesInOrder(begun.Reconciled, AllocationOrders.OldestDueFirst, today);
        if (lines.Select(line => line.Invoice).Distinct().Count() > TransactionLimits.Documents / 2)
            return RefundRefusals.TooScattered.With(TransactionLimits.Documents / 2);
        var note = Credit.New(begun.Wish.CreditId, CreditKinds.WriteOff, owed, begun.Wish.Reason, today, now, [], null);
        var totals = begun.Reconciled.Head!.Totals;
        var after = begun.Reconciled.With(note).With(totals with { Credited = checked(totals.Credited + owed.Minor) });
        foreach (var (invoice, line) in lines)
            after = Reconciliation.Allocate(after, note.Id, invoice, line, null);
        return Done(
            begun, after, after.Credits[note.Id], null, [.. MakeCredit.PostingsOf(note), .. CreditUse.PostingsOf(begun.Before, after)], []);
    }

    private static Decision<Account> Refunded(Begun begun, Money amount, DateTimeOffset now)
    {
        var account = begun.Reconciled;
        var payments = RefundShares.Over(RefundShares.NewestFirst(account.Payments.Values), amount, payment => payment.Unapplied);
        var credits = OfCredits(account, amount - RefundShares.Sum(payments, amount.Currency));
        var stuck = payments.Where(share => account.Payments[share.Payment].Refundable < share.Amount).ToArray();
        if (stuck.Length > 0 || (credits.Count > 0 && begun.Wish.OfflineMethod is null))
        {
            return CreditRefusals.MethodNeeded.With(credits.Aggregate(
                RefundShares.Sum(stuck, amount.Currency), (sum, share) => sum + share.Amount));
        }
        if (payments.Count + credits.Count > RefundablePayments.MaxPayments)
            return RefundRefusals.TooScattered.With(RefundablePayments.MaxPayments);

        RefundPart[] parts =
        [
            .. payments.Select(share => RefundDraft.PartOf(account.Payments[share.Payment], share.Amount, begun.Wish.OfflineMethod)),
            .. credits.Select(share => new RefundPart(
                "", begun.Wish.OfflineMethod!, share.Amount, null, share.Credit, RefundPartStates.Recorded)),
        ];
        var draft = new RefundDraft(begun.Wish.RefundId, amount, amount, begun.Wish.Reason, now, begun.Wish.Organisation);
        var refund = draft.Numbered(parts, null);
        var step = Refunding.Begin(account, refund);
        return Done(
            begun, step.Account, null, refund, [.. CreditUse.PostingsOf(begun.Before, account), .. step.Postings], draft.Announcements(account.Id, refund));
    }

    private static IReadOnlyList<(string Credit, Money Amount)> OfCredits(Account account, Money amount)
    {
        var shares = new List<(string Credit, Money Amount)>();
        foreach (var credit in account.Credits.Values.Where(credit => credit.Left.IsPositive))
        {
            var part = Money.Min(amount, credit.Left);
            if (!part.IsPositive)
                break;
            shares.Add((credit.Id, part));
            amount -= part;
        }
        return shares;
    }

    private static Decision<Account> Done(
        Begun begun, Account after, Credit? written, Refund? refund, IReadOnlyList<Posting> postings, IReadOnlyList<Announcement> announcements)
    {
        var view = new View(
            !begun.Wish.IsPreview,
            begun.Balance,
            begun.Allocations,
            written is null ? null : CreditView.Of(written),
            refund is null ? null : RefundView.Of(refund));
        var answer = Answer.Ok(view, AccountsJson.Default.ZeroBalanceView);
        return begun.Wish.IsPreview
            ? new Decision<Account>.Unchanged(answer)
            : new Decision<Account>.Changed(
                after, new JournalNote("BalanceBroughtToZero", begun.Wish.Reason) { Postings = Postings.Balanced(postings) }, answer, announcements);
    }
}
