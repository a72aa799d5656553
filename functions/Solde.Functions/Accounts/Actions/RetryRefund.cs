using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Gives the money of a failed refund back again: the way it went, or by another.</summary>
internal static class RetryRefund
{
    public static async Task<Answer> HandleAsync(
        string account,
        string entry,
        string? method,
        Command command,
        AggregateStore<Account> accounts,
        RefundablePayments payments,
        OrganisationProfile profile,
        TimeProvider clock)
    {
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.CreditRow(entry)]);
        if (!found.Credits.TryGetValue(entry, out var credit) || credit.RefundFailure is not { } failure)
            return CommonRefusals.NotFound;
        method ??= failure.Method;
        var isOnline = PaymentMethods.IsOnline(method);
        if (!isOnline && !profile.Settings.OfflineMethods.Contains(method))
            return AccountRefusals.UnknownMethod.With(method);
        var ways = isOnline && credit.ToRefundAgain.IsPositive
            ? await RefundCredit.WaysAsync(found, credit, credit.ToRefundAgain, method, payments, command)
            : [];
        var (id, now) = (IdempotencyKey.NewId("ref"), clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current => Decide(current, entry, id, method, ways, now, command.Organisation));
    }

    internal static Decision<Account> Decide(
        Account account, string entry, string refund, string method, IReadOnlyList<string> ways, DateTimeOffset now, string organisation)
    {
        var (action, unready) = OpenAction.Find(account, entry);
        if (action is null)
            return unready!;
        // Whoever was faster has closed the entry: there is no total that the caller would have to expect besides.
        var total = RefundDraft.TotalOf(account) + action.Amount;
        var draft = new RefundDraft(refund, action.Amount, total, account.Credits[entry].Reason, now, organisation);
        return RetryAction.Answering(
            RefundCredit.Decide(account, entry, draft, method, ways),
            new RetryAction.View(null, refund),
            $"/api/v1/accounts/{account.Id}/refunds/{refund}");
    }
}
