using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// What a bank's word does to the charge that it is about (DEB-21). No more money is booked than the charge has left, and no more goes back
/// than arrived; what does not fit is listed for a person. Pure.
/// </summary>
internal static class ReturnRule
{
    private static readonly string[] Payments = [ReturnOutcomes.Paid, ReturnOutcomes.PaidOnOtherDate, ReturnOutcomes.PaidInPart];

    /// <param name="number">Of the try that the line is about.</param>
    public static ReturnVerdict Apply(Charge charge, int number, ReturnedLine line, ReturnSource source, ReturnTerms terms)
    {
        var one = charge.Tries.FirstOrDefault(known => known.Number == number);
        if (one is null || one.Outlet != terms.Outlet || (line.LineId is not null && line.LineId != one.LineId))
            return ReturnVerdict.Listed(charge, ListedReasons.NeverSent);
        if (source.IsTakenBy(one))
            return new ReturnVerdict(charge, one, IsApplied: true, IsRepeated: true);
        if (charge.ErasedBy is not null)
            return ReturnVerdict.Listed(charge, ListedReasons.Erased);
        var said = new Said(charge, one, line, source, terms);
        return line.Outcome switch
        {
            _ when Payments.Contains(line.Outcome) => Pay(said),
            ReturnOutcomes.Failed => Fail(said),
            ReturnOutcomes.Cancelled => Cancel(said),
            ReturnOutcomes.CancellationRefused => RefuseCancellation(said),
            ReturnOutcomes.Accepted => Note(said),
            _ => ReturnVerdict.Listed(charge, ListedReasons.UnknownCode),
        };
    }

    /// <summary>What the try brought, and what of it stayed.</summary>
    private static Money Arrived(Charge charge, ChargeTry one) =>
        one.Outcome is { } outcome ? outcome.Amount : Money.Zero(charge.Amount.Currency);

    private static ReturnVerdict Pay(Said said)
    {
        var (charge, one, line, _, _) = said;
        var amount = line.Amount ?? one.Amount;
        if (amount.Currency != charge.Amount.Currency || !amount.IsPositive)
            return ReturnVerdict.Listed(charge, ListedReasons.AmountDiffers);
        if (charge.Left.IsZero)
            return ReturnVerdict.Listed(charge, ListedReasons.PaidAgain);
        var booked = Money.Min(amount, charge.Left);
        var arrived = Arrived(charge, one) + booked;
        var outcome = arrived < one.Amount ? ReturnOutcomes.PaidInPart : line.Outcome;
        var after = Settled(said, charge with { Paid = charge.Paid + booked }, said.Outcome(outcome, arrived));
        if (after.Left.IsZero)
            after = after with { RetryOn = null };
        else if (IsNewest(charge, one))
            // A part is as if the rest had failed for want of money.
            after = after with { RetryOn = said.Terms.Retries?.Next(after) };
        var why = amount > booked ? ListedReasons.Overpaid
            : charge.State == ChargeStates.Cancelled || one.Outcome?.Outcome is ReturnOutcomes.Failed ? ListedReasons.Contradicts
            : amount != one.Amount && line.Outcome != ReturnOutcomes.PaidInPart ? ListedReasons.AmountDiffers
            : null;
        return new ReturnVerdict(after, one, IsApplied: true, Why: why, Booked: booked);
    }

    private static ReturnVerdict Fail(Said said)
    {
        var (charge, one, line, _, _) = said;
        var arrived = Arrived(charge, one);
        var back = arrived;
        string? why = null;
        if (arrived.IsPositive && line.Amount is { } amount && amount != arrived)
        {
            if (amount.Currency != arrived.Currency || !amount.IsPositive)
                return ReturnVerdict.Listed(charge, ListedReasons.AmountDiffers);
            back = Money.Min(amount, arrived);
            // Of a part that was paid, banks may name what was asked for.
            why = amount == one.Amount ? null : ListedReasons.AmountDiffers;
        }
        var after = Settled(said, charge with { Paid = charge.Paid - back }, said.Outcome(ReturnOutcomes.Failed, arrived - back));
        if (IsNewest(charge, one) && after.State != ChargeStates.Cancelled)
            after = after with { RetryOn = line.Class?.Action == FailureActions.Retry ? said.Terms.Retries?.Next(after) : null };
        return new ReturnVerdict(after, one, IsApplied: true, HasFailed: true, Why: why, Booked: arrived.IsPositive ? -back : null);
    }

    /// <summary>Nothing is taken from the account, and nothing is asked for any more.</summary>
    private static ReturnVerdict Cancel(Said said)
    {
        var (charge, one, _, _, _) = said;
        if (Arrived(charge, one).IsPositive)
            return ReturnVerdict.Listed(charge, ListedReasons.Contradicts);
        var after = Settled(said, charge, said.Outcome(ReturnOutcomes.Cancelled, Arrived(charge, one)));
        return new ReturnVerdict(IsNewest(charge, one) ? after with { RetryOn = null } : after, one, IsApplied: true);
    }

    /// <summary>The debit runs: what was thought to be cancelled is open.</summary>
    private static ReturnVerdict RefuseCancellation(Said said)
    {
        var (charge, one, _, _, _) = said;
        if (one.Outcome?.Outcome is ReturnOutcomes.Failed || Arrived(charge, one).IsPositive)
            return new ReturnVerdict(charge, one, IsApplied: true);
        var reopened = charge.State == ChargeStates.Cancelled ? charge with { State = ChargeStates.Open } : charge;
        return new ReturnVerdict(
            Settled(said, reopened, said.Outcome(ReturnOutcomes.CancellationRefused, Arrived(charge, one))), one, IsApplied: true);
    }

    private static ReturnVerdict Note(Said said) => said.One.Outcome is not null
        ? new ReturnVerdict(said.Charge, said.One, IsApplied: true)
        : new ReturnVerdict(
            said.Charge.With(said.One with
            {
                Outcome = said.Outcome(ReturnOutcomes.Accepted, Money.Zero(said.Charge.Amount.Currency)),
            }),
            said.One,
            IsApplied: true);

    private static Charge Settled(Said said, Charge charge, TryOutcome outcome)
    {
        var after = charge.With(said.One with { Outcome = outcome });
        // Money brings back what was taken back.
        if (after.Paid.IsPositive && after.State == ChargeStates.Cancelled)
            after = after with { State = ChargeStates.Open };
        return after with { State = StateOf(after) };
    }

    private static string StateOf(Charge charge)
    {
        if (charge.Left.IsZero)
            return ChargeStates.Paid;
        if (charge.Paid.IsPositive)
            return ChargeStates.PaidInPart;
        return charge.Newest.Outcome?.Outcome switch
        {
            // What was taken back stays so, whatever else is heard of it but that it runs, or money.
            _ when charge.State == ChargeStates.Cancelled => ChargeStates.Cancelled,
            ReturnOutcomes.Failed => ChargeStates.Failed,
            ReturnOutcomes.Cancelled => ChargeStates.Cancelled,
            _ => ChargeStates.Open,
        };
    }

    private static bool IsNewest(Charge charge, ChargeTry one) => one.Number == charge.Newest.Number;

    private sealed record Said(Charge Charge, ChargeTry One, ReturnedLine Line, ReturnSource Source, ReturnTerms Terms)
    {
        public TryOutcome Outcome(string outcome, Money arrived) => new(
            outcome,
            Line.Code,
            outcome == ReturnOutcomes.Failed ? (Line.Class ?? FailureClass.Unknown).Name : null,
            arrived,
            Line.Date ?? Terms.Today,
            Source.ToString(),
            Terms.Now);
    }
}

/// <summary>What lines are judged by, besides the charge.</summary>
/// <param name="Outlet">Of the agreement under which the file came: a try that went another way is none of its business.</param>
/// <param name="Retries">When a failed debit is asked for again; null for never.</param>
internal sealed record ReturnTerms(string Outlet, DebitRetries? Retries, DateOnly Today, DateTimeOffset Now);

/// <param name="Charge">As it is after it; the same object where nothing changed.</param>
/// <param name="One">The try as it was; null where the line is about none.</param>
/// <param name="IsRepeated">The charge had taken the line in before.</param>
/// <param name="HasFailed">Somebody must be told.</param>
/// <param name="Why">One of <see cref="ListedReasons"/> where a person must look at it.</param>
/// <param name="Booked">Money that moved: less than nothing where it went back.</param>
internal sealed record ReturnVerdict(
    Charge Charge,
    ChargeTry? One,
    bool IsApplied,
    bool IsRepeated = false,
    bool HasFailed = false,
    string? Why = null,
    Money? Booked = null)
{
    public static ReturnVerdict Listed(Charge charge, string why) => new(charge, null, IsApplied: false, Why: why);
}
