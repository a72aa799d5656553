using Solde.Functions.Aggregates;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// An entry of the payment action centre (PAY-05). It is what the account says at this moment and is kept nowhere else: it closes
/// when its debt is settled in any way, and opens again when that money comes back. Only that it was dismissed is stored.
/// </summary>
/// <param name="Id">Unique in its account: the plan and the instalment's number, or the credit that holds a failed refund.</param>
/// <param name="Kind">One of <see cref="ActionKinds"/>.</param>
/// <param name="State">One of <see cref="ActionStates"/>.</param>
/// <param name="Amount">What is still to be asked for or given back; zero once it is closed.</param>
/// <param name="FailedAt">When it failed last.</param>
/// <param name="Payment">The payment that failed, or the one that the refund was to go back the way of.</param>
internal sealed record PaymentAction(
    string Id,
    string Account,
    string Kind,
    string State,
    Money Amount,
    string Method,
    string? PaymentMethod,
    string? FailureCode,
    DateTimeOffset FailedAt,
    string? Plan = null,
    string? Instalment = null,
    string? Subscription = null,
    string? Payment = null,
    string? Credit = null,
    string? Refund = null,
    DateTimeOffset? NextTryAt = null,
    Dismissal? Dismissed = null)
{
    public FailureCode Failure() => FailureCodes.Of(Kind == ActionKinds.Refund ? FailureCodes.Refund : Method, FailureCode ?? "");

    /// <summary>Those that are open or dismissed.</summary>
    public static IEnumerable<PaymentAction> Of(Account account) => PlanRoom.Failed(account)
        .Select(item => Of(account, item.Plan, item.Instalment, item.Instalment.Failures!, item.Amount))
        .Concat(account.Credits.Values
            .Where(credit => credit.ToRefundAgain.IsPositive)
            .Select(credit => Of(account, credit, credit.RefundFailure!)));

    /// <summary>One that failed at any time, closed ones too; its plan or credit must be loaded.</summary>
    public static PaymentAction? Find(Account account, string id)
    {
        if (Of(account).FirstOrDefault(action => action.Id == id) is { } standing)
            return standing;
        var zero = Money.Zero(account.Head!.Currency);
        if (account.Credits.TryGetValue(id, out var credit))
            return credit.RefundFailure is { } failure ? Of(account, credit, failure) : null;
        return KeyOf(id) is { } key
            && account.Plans.TryGetValue(key.Plan, out var plan)
            && plan.Find(key.Instalment) is { Failures: { } failures } instalment
                ? Of(account, plan, instalment, failures, zero)
                : null;
    }

    /// <summary>Null for what names no instalment.</summary>
    public static InstalmentKey? KeyOf(string id) =>
        id.LastIndexOf('-') is > 0 and var at ? new InstalmentKey(id[..at], id[(at + 1)..]) : null;

    /// <summary>The plan or credit that must be loaded before an entry can be looked for.</summary>
    public static string? RowOf(string id) => Accounts.Account.IsCredit(id)
        ? Accounts.Account.CreditRow(id)
        : KeyOf(id) is { } key ? Accounts.Account.PlanRow(key.Plan) : null;

    public static IEnumerable<Announcement> Announcements(string organisation, Account before, Account after) =>
        Of(before).SequenceEqual(Of(after)) ? [] : [ActionsChanged.Announce(organisation, after.Id)];

    private static PaymentAction Of(Account account, PaymentPlan plan, Instalment instalment, InstalmentFailures failures, Money amount) => new(
        $"{plan.Id}-{instalment.Id}",
        account.Id,
        plan.Subscription is null ? ActionKinds.Instalment : ActionKinds.Subscription,
        ActionStates.Of(amount, failures.Dismissed),
        amount,
        instalment.Method,
        instalment.PaymentMethod,
        instalment.FailureCode,
        failures.At[^1],
        Plan: plan.Id,
        Instalment: instalment.Id,
        Subscription: plan.Subscription,
        Payment: instalment.Payment,
        NextTryAt: failures.NextTryAt,
        Dismissed: failures.Dismissed);

    private static PaymentAction Of(Account account, Credit credit, RefundFailure failure)
    {
        var amount = credit.ToRefundAgain.IsPositive ? credit.ToRefundAgain : Money.Zero(credit.Amount.Currency);
        return new PaymentAction(
            credit.Id,
            account.Id,
            ActionKinds.Refund,
            ActionStates.Of(amount, failure.Dismissed),
            amount,
            failure.Method,
            null,
            failure.Code,
            failure.At,
            Payment: failure.Payment,
            Credit: credit.Id,
            Refund: failure.Refund,
            Dismissed: failure.Dismissed);
    }
}

internal static class ActionKinds
{
    public const string Instalment = "instalment";

    /// <summary>A month of a subscription.</summary>
    public const string Subscription = "subscription";

    public const string Refund = "refund";

    public static readonly IReadOnlyList<string> All = [Instalment, Subscription, Refund];
}

internal static class ActionStates
{
    public const string Open = "open";
    public const string Dismissed = "dismissed";

    /// <summary>Nothing of its debt is left, or somebody asks for it.</summary>
    public const string Closed = "closed";

    /// <summary>Those of lists: what is closed is gone from them.</summary>
    public static readonly IReadOnlyList<string> Listed = [Open, Dismissed];

    public static string Of(Money amount, Dismissal? dismissed) => !amount.IsPositive ? Closed : dismissed is null ? Open : Dismissed;
}
