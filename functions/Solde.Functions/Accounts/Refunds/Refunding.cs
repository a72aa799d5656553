using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>An account after a step of a refund's part, and what the step posts.</summary>
internal sealed record RefundStep(Account Account, IReadOnlyList<Posting> Postings);

/// <summary>
/// What each step in the life of a refund's part does to the account (BIL-24): money is reserved on its source, then
/// gone, or back as a credit. The documents that the part names must be loaded.
/// </summary>
internal static class Refunding
{
    /// <summary>Takes what is asked from its sources: online parts reserve it, offline ones are done with that.</summary>
    public static RefundStep Begin(Account account, Refund refund)
    {
        var postings = new List<Posting>();
        foreach (var part in refund.Parts)
        {
            account = part.Credit is null
                ? Reconciliation.Free(account, part.Payment!, part.Amount)
                : StillOwed(account, part, -part.Amount);
            account = OnItsWay(account, part, part.Amount);
            account = part.IsUnderWay
                ? Hold(account, part, part.Amount)
                : Spend(account, part, part.Amount).With(Refunded(account, part.Amount));
            if (!part.IsUnderWay)
                postings.AddRange(GoneFor(part));
        }
        return new RefundStep(account.With(refund), Postings.Balanced(postings));
    }

    public static RefundStep Succeed(Account account, Refund refund, RefundPart part)
    {
        var gone = Spend(Hold(account, part, -part.Amount), part, part.Amount);
        return new RefundStep(gone.With(Refunded(gone, part.Amount)).With(refund.With(part)), Postings.Balanced(GoneFor(part)));
    }

    /// <summary>
    /// What did not arrive is the account's again: a credit that was reserved is simply free again; money of a payment,
    /// and whatever was booked as gone already, comes back as a credit note of its own.
    /// </summary>
    /// <param name="before">The part's state until now.</param>
    public static RefundStep Fail(Account account, Refund refund, RefundPart part, string before, DateOnly today, DateTimeOffset now)
    {
        account = OnItsWay(account, part, -part.Amount);
        var wasGone = before == RefundPartStates.Succeeded;
        if (!wasGone)
        {
            account = Hold(account, part, -part.Amount);
            if (part.Credit is { } freed)
                return new RefundStep(account.With(refund.With(part)).With(Failed(account.Credits[freed], refund, part, now)), []);
            account = Spend(account, part, part.Amount);
            account = account.With(Refunded(account, part.Amount));
        }

        var credit = CreditFor(refund, part, today, now);
        var totals = account.Head!.Totals;
        Posting[] postings =
        [
            new(wasGone ? LedgerAccounts.Receipts(part.Method) : LedgerAccounts.Receivable, part.Amount),
            new(LedgerAccounts.CreditsOwed, -part.Amount),
        ];
        return new RefundStep(
            account.With(credit)
                .With(totals with { Credited = checked(totals.Credited + part.Amount.Minor) })
                .With(refund.With(part with { GivenAs = credit.Id })),
            Postings.Balanced(postings));
    }

    /// <summary>An offline part was written down by mistake (BIL-23).</summary>
    public static RefundStep Cancel(Account account, Refund refund, RefundPart part)
    {
        account = StillOwed(Spend(OnItsWay(account, part, -part.Amount), part, -part.Amount), part, part.Amount);
        return new RefundStep(
            account.With(Refunded(account, -part.Amount)).With(refund.With(part)), Postings.Reversed(Postings.Balanced(GoneFor(part))));
    }

    private static Posting[] GoneFor(RefundPart part) =>
    [
        new(part.Credit is null ? LedgerAccounts.Receivable : LedgerAccounts.CreditsOwed, part.Amount),
        new(LedgerAccounts.Receipts(part.Method), -part.Amount),
    ];

    private static Account Hold(Account account, RefundPart part, Money more) => part.Credit is { } credit
        ? account.With(account.Credits[credit] with { Reserved = account.Credits[credit].Reserved + more })
        : WithGivenBack(account, part.Payment!, given => given with { Reserved = given.Reserved + more });

    private static Account Spend(Account account, RefundPart part, Money more) => part.Credit is { } credit
        ? account.With(account.Credits[credit] with { Refunded = account.Credits[credit].Refunded + more })
        : WithGivenBack(account, part.Payment!, given => given with { Refunded = given.Refunded + more });

    private static Account OnItsWay(Account account, RefundPart part, Money more) => part.Payment is { } payment
        ? WithGivenBack(account, payment, given => given with { SentBack = given.SentBack + more })
        : account;

    private static Account WithGivenBack(Account account, string id, Func<GivenBack, GivenBack> change)
    {
        var payment = account.Payments[id];
        var zero = Money.Zero(payment.Amount.Currency);
        return account.With(payment with { GivenBack = change(payment.GivenBack ?? new GivenBack(zero, zero, zero)) });
    }

    private static Totals Refunded(Account account, Money more)
    {
        var totals = account.Head!.Totals;
        return totals with { Refunded = checked(totals.Refunded + more.Minor) };
    }

    private static Credit CreditFor(Refund refund, RefundPart part, DateOnly today, DateTimeOffset now)
    {
        // One credit for one part, whoever tells of the failure.
        var id = $"crd_{refund.Id[(refund.Id.IndexOf('_') + 1)..]}-{part.Id}";
        var credit = Credit.New(
            id, CreditKinds.FailedRefund, part.Amount, refund.Reason, today, now, part.Payment is { } payment ? [payment] : [], refund.Id);
        return Failed(credit, refund, part, now);
    }

    /// <summary>Another refund of a credit whose refund had failed is another try, until it is cancelled.</summary>
    private static Account StillOwed(Account account, RefundPart part, Money more) =>
        part.Credit is { } id && account.Credits[id] is { RefundFailure: { } failure } credit
            ? account.With(credit with { RefundFailure = failure with { Owed = failure.Owed + more } })
            : account;

    private static Credit Failed(Credit credit, Refund refund, RefundPart part, DateTimeOffset now)
    {
        var owed = credit.RefundFailure?.Owed ?? Money.Zero(part.Amount.Currency);
        return credit with
        {
            RefundFailure = new RefundFailure(
                refund.Id, part.Id, part.Method, part.Payment, part.FailureCode ?? "unknown", now, owed + part.Amount),
        };
    }
}
