using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Gives money back the way it came, without cancelling an invoice: what it paid is open again (BIL-22).</summary>
internal static class RefundPayments
{
    private static readonly Text NotTheAmount = new(
        "add up to {0}", "totalisent {0}", "somam {0}", "zijn samen {0}");

    /// <param name="ExpectedTotal">What the account will have been refunded altogether after this, refunds under way included.</param>
    /// <param name="Payments">What to take from which payment; newest first unless given.</param>
    /// <param name="OfflineMethod">How offline parts are given back; as they were paid unless given.</param>
    public sealed record Request(
        Money? Amount, Money? ExpectedTotal, string? Reason, IReadOnlyList<Share>? Payments = null, string? OfflineMethod = null);

    public sealed record Share(string? Payment, Money? Amount);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        RefundablePayments payments,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = Check(request, profile.Currency);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        if (request.OfflineMethod is { } method && !profile.Settings.OfflineMethods.Contains(method))
            return await accounts.RefusedAsync(account, command, AccountRefusals.UnknownMethod.With(method));
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;

        var amount = request.Amount!.Value;
        var chosen = request.Payments?.Select(share => new RefundShare(share.Payment!, share.Amount!.Value)).ToArray();
        var newest = chosen is null
            ? await payments.FindAsync(command.Organisation, account, amount, payment => payment.Refundable, command.CancellationToken)
            : [];
        var draft = new RefundDraft(
            IdempotencyKey.NewId("ref"), amount, request.ExpectedTotal!.Value, request.Reason!, clock.GetUtcNow(), command.Organisation);
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, draft, newest, chosen, request.OfflineMethod));
    }

    /// <param name="newest">Payments that together hold the amount, where the account does; they count where none are <paramref name="chosen"/>.</param>
    internal static Decision<Account> Decide(
        Account account, RefundDraft draft, IReadOnlyList<string> newest, IReadOnlyList<RefundShare>? chosen, string? offlineMethod)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        var candidates = chosen?.Select(share => share.Payment).ToArray() ?? newest;
        if (account.NotYetRead(payments: candidates) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (candidates.FirstOrDefault(id => !account.Payments.ContainsKey(id)) is { } unknown)
            return RefundRefusals.UnknownPayment.With(unknown);
        if (draft.Unexpected(account) is { } unexpected)
            return unexpected;

        var known = candidates.Select(id => account.Payments[id]).ToArray();
        if (chosen?.FirstOrDefault(share => share.Amount > account.Payments[share.Payment].Refundable) is { } beyond)
            return RefundRefusals.BeyondPayment.With(beyond.Payment, account.Payments[beyond.Payment].Refundable);
        var shares = chosen ?? RefundShares.Over(known, draft.Amount, payment => payment.Refundable);
        var held = RefundShares.Sum(shares, draft.Amount.Currency);
        if (held != draft.Amount)
            return RefundRefusals.BeyondWhatIsHeld.With(held);

        var invoices = shares
            .SelectMany(share => Reconciliation.AllocationsToFree(account.Payments[share.Payment], share.Amount))
            .Select(freed => freed.Allocation.Invoice)
            .Distinct()
            .ToArray();
        if (shares.Count > RefundablePayments.MaxPayments || shares.Count + invoices.Length + 1 > TransactionLimits.Documents)
            return RefundRefusals.TooScattered.With(TransactionLimits.Documents);
        if (account.NotYetRead(invoices) is { Count: > 0 } unreadInvoices)
            return new Decision<Account>.NeedsRows(unreadInvoices);

        return draft.Begin(account, shares.Select(share => RefundDraft.PartOf(account.Payments[share.Payment], share.Amount, offlineMethod)));
    }

    private static FieldErrors Check(Request request, string currency)
    {
        var errors = new FieldErrors();
        errors.Amount("amount", request.Amount ?? default, currency);
        errors.Amount("expectedTotal", request.ExpectedTotal ?? default, currency);
        errors.Reason(request.Reason);
        errors.Id("offlineMethod", request.OfflineMethod, needed: false);
        if (request.Payments is not { } shares)
            return errors;
        errors.Items("payments", shares, 1, RefundablePayments.MaxPayments);
        foreach (var (index, share) in shares.Take(RefundablePayments.MaxPayments).Index())
        {
            errors.Id($"payments[{index}].payment", share?.Payment);
            errors.Amount($"payments[{index}].amount", share?.Amount ?? default, currency);
        }
        if (errors.Any)
            return errors;
        var sum = shares.Aggregate(Money.Zero(currency), (total, share) => total + share.Amount!.Value);
        if (sum != request.Amount || shares.DistinctBy(share => share.Payment).Count() != shares.Count)
            errors.Add("payments", NotTheAmount, sum);
        return errors;
    }
}
