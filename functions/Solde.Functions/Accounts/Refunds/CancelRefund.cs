using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Cancels what a refund gave back by offline methods, so that it can be made again; what went online stays (BIL-23).</summary>
internal static class CancelRefund
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string account, string refund, Request request, Command command, AggregateStore<Account> accounts, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        var now = clock.GetUtcNow();
        return await accounts.ChangeAsync(account, command, current => Decide(current, refund, request.Reason!, now));
    }

    internal static Decision<Account> Decide(Account account, string id, string reason, DateTimeOffset now)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(refunds: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Refunds.TryGetValue(id, out var refund))
            return CommonRefusals.NotFound;
        var offline = refund.Parts.Where(part => !part.IsOnline).ToArray();
        if (offline.Length == 0)
            return RefundRefusals.NotCancellable.With(refund.Parts[0].Method);
        var recorded = offline.Where(part => part.State == RefundPartStates.Recorded).ToArray();
        if (recorded.Length == 0)
            return new Decision<Account>.Unchanged(Answer.Ok(RefundView.Of(refund), AccountsJson.Default.RefundView));
        if (account.NotYetRead(
            payments: recorded.Select(part => part.Payment).OfType<string>(),
            credits: recorded.Select(part => part.Credit).OfType<string>()) is { Count: > 0 } sources)
            return new Decision<Account>.NeedsRows(sources);

        var postings = new List<Posting>();
        foreach (var part in recorded)
        {
            var step = Refunding.Cancel(account, account.Refunds[id], part with { State = RefundPartStates.Cancelled, SettledAt = now });
            account = step.Account;
            postings.AddRange(step.Postings);
        }
        return new Decision<Account>.Changed(
            account,
            new JournalNote("RefundCancelled", reason, Corrects: id) { Postings = Postings.Balanced(postings) },
            Answer.Ok(RefundView.Of(account.Refunds[id]), AccountsJson.Default.RefundView),
            []);
    }
}
