using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Applies the provider's word to a refund's part. Words come twice and out of order, by the answer to our call, by event
/// and by look-up: a part only ever goes forward (BIL-24, PAY-15).
/// </summary>
internal static class RefundWordRule
{
    /// <summary>Bank days until the customer has it, by the longest that banks take.</summary>
    private const int CardBankDays = 10;
    private const int DebitBankDays = 5;

    public static (Decision<Account> Decision, OutcomeEffect Effect) Decide(
        Account account, RefundPartKey key, RefundWord word, BusinessCalendar calendar)
    {
        if (account.NotYetRead(refunds: [key.Refund]) is { Count: > 0 } unread)
            return (new Decision<Account>.NeedsRows(unread), default);
        if (!account.Refunds.TryGetValue(key.Refund, out var refund) || refund.Find(key.Part) is not { IsOnline: true } part)
            return (CommonRefusals.NotFound, OutcomeEffect.UnknownPayment);
        if (part.Reference is not null && word.Reference is not null && part.Reference != word.Reference)
            return (Nothing, OutcomeEffect.Contradicts);
        if (part.State == word.State || IsOlder(part.State, word.State))
            return Traced(account, refund, part, word);
        if (!RefundPartStates.CanBecome(part.State, word.State))
            return (Nothing, OutcomeEffect.Contradicts);
        if (account.NotYetRead(payments: part.Payment is { } payment ? [payment] : [], credits: part.Credit is { } credit ? [credit] : [])
            is { Count: > 0 } sources)
            return (new Decision<Account>.NeedsRows(sources), default);
        return (Apply(account, refund, part, key, word, calendar), OutcomeEffect.Applied);
    }

    private static Decision<Account> Nothing => new Decision<Account>.Unchanged(Answer.NoContent);

    /// <summary>What was true before; a failure is the last word.</summary>
    private static bool IsOlder(string known, string told) =>
        RefundPartStates.CanBecome(told, known) || (told, known) is (RefundPartStates.Unknown or RefundPartStates.Sent, RefundPartStates.Failed);

    /// <summary>Nothing new of the money, but perhaps the reference by which the bank finds it.</summary>
    private static (Decision<Account> Decision, OutcomeEffect Effect) Traced(Account account, Refund refund, RefundPart part, RefundWord word)
    {
        var traced = part with { Reference = part.Reference ?? word.Reference, BankReference = word.BankReference ?? part.BankReference };
        return traced == part
            ? (Nothing, OutcomeEffect.AlreadyKnown)
            : (new Decision<Account>.Changed(
                account.With(refund.With(traced)), new JournalNote("RefundTraced"), Answer.NoContent, []), OutcomeEffect.Applied);
    }

    private static Decision<Account> Apply(
        Account account, Refund refund, RefundPart part, RefundPartKey key, RefundWord word, BusinessCalendar calendar)
    {
        var told = part with
        {
            State = word.State,
            Reference = word.Reference ?? part.Reference,
            BankReference = word.BankReference ?? part.BankReference,
            FailureCode = word.FailureCode,
            SentAt = part.SentAt ?? word.At,
            ArrivesBy = part.ArrivesBy ?? calendar.AddBankDays(
                calendar.Today(word.At), part.Method == PaymentMethods.Card ? CardBankDays : DebitBankDays),
            SettledAt = RefundPartStates.IsUnderWay(word.State) ? null : word.At,
        };
        var step = word.State switch
        {
            RefundPartStates.Succeeded => Refunding.Succeed(account, refund, told),
            RefundPartStates.Failed => Refunding.Fail(account, refund, told, part.State, calendar.Today(word.At), word.At),
            _ => new RefundStep(account.With(refund.With(told)), []),
        };
        return new Decision<Account>.Changed(
            step.Account,
            new JournalNote(ActionFor(part.State, word.State), word.FailureCode, Corrects: refund.Id) { Postings = step.Postings },
            Answer.NoContent,
            word.State == RefundPartStates.Failed
                ? [Announcement.To(
                    Queues.Notifications,
                    new RefundPartFailed(key.Organisation, key.Account, key.Refund, key.Part),
                    AccountMessages.Default.RefundPartFailed)]
                : []);
    }

    private static string ActionFor(string before, string state) => state switch
    {
        RefundPartStates.Unknown => "RefundNotAnswered",
        RefundPartStates.Sent => "RefundSent",
        RefundPartStates.Succeeded => "RefundSucceeded",
        _ => before == RefundPartStates.Succeeded ? "RefundReturned" : "RefundFailed",
    };
}
