using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Refunds a credit note by a chosen method (BIL-17); the credit of a cancellation too, where the customer changed his mind (BIL-06).</summary>
internal static class RefundCredit
{
    /// <param name="Amount">All that is left unless given.</param>
    /// <param name="Method">An offline method of the organisation, or the online one of a payment that can take it back.</param>
    /// <param name="Payment">The payment whose way it goes; the credit's own, then the newest, unless given.</param>
    /// <param name="ExpectedTotal">What the account will have been refunded altogether after this, refunds under way included.</param>
    public sealed record Request(string? Method, Money? ExpectedTotal, string? Reason, Money? Amount = null, string? Payment = null);

    public static async Task<Answer> Handle(
        string account,
        string credit,
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
        var method = request.Method!;
        var isOnline = PaymentMethods.IsOnline(method);
        if (!isOnline && !profile.Settings.OfflineMethods.Contains(method))
            return await accounts.RefusedAsync(account, command, AccountRefusals.UnknownMethod.With(method));
        if (await accounts.EarlierAnswerAsync(account, command) is { } earlier)
            return earlier;

        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.CreditRow(credit)]);
        if (!found.Credits.TryGetValue(credit, out var note))
            return CommonRefusals.NotFound;
        var amount = request.Amount ?? note.Left;
        if (amount > note.Left || !amount.IsPositive)
            return RefundRefusals.BeyondWhatIsHeld.With(note.Left);
        var ways = !isOnline ? [] : request.Payment is { } way ? [way] : await WaysAsync(
            found, note, amount, method, payments, command);
        var draft = new RefundDraft(
            IdempotencyKey.NewId("ref"), amount, request.ExpectedTotal!.Value, request.Reason!, clock.GetUtcNow(), command.Organisation);
        return await accounts.ChangeAsync(account, command, current => Decide(current, credit, draft, method, ways));
    }

    internal static Decision<Account> Decide(Account account, string creditId, RefundDraft draft, string method, IReadOnlyList<string> ways)
    {
        if (account.NotYetRead(payments: ways, credits: [creditId]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Credits.TryGetValue(creditId, out var credit))
            return CommonRefusals.NotFound;
        if (ways.FirstOrDefault(id => !account.Payments.ContainsKey(id)) is { } unknown)
            return RefundRefusals.UnknownPayment.With(unknown);
        if (draft.Unexpected(account) is { } unexpected)
            return unexpected;
        if (draft.Amount > credit.Left)
            return RefundRefusals.BeyondWhatIsHeld.With(credit.Left);
        if (!PaymentMethods.IsOnline(method))
            return draft.Begin(account, [new RefundPart("", method, draft.Amount, null, creditId, RefundPartStates.Recorded)]);

        var shares = RefundShares.Over(
            ways.Select(id => account.Payments[id]).Where(payment => payment.Method == method), draft.Amount, payment => payment.Returnable);
        var held = RefundShares.Sum(shares, draft.Amount.Currency);
        if (held != draft.Amount)
            return RefundRefusals.BeyondWhatIsHeld.With(held);
        if (shares.Count > RefundablePayments.MaxPayments)
            return RefundRefusals.TooScattered.With(RefundablePayments.MaxPayments);
        return draft.Begin(
            account,
            shares.Select(share => RefundDraft.PartOf(account.Payments[share.Payment], share.Amount, null) with { Credit = creditId }));
    }

    /// <summary>The payments whose money the credit is, where they can take it back; else the account's newest by that method.</summary>
    internal static async Task<IReadOnlyList<string>> WaysAsync(
        Account account, Credit credit, Money amount, string method, RefundablePayments payments, Command command)
    {
        var own = await payments.OfThemAsync(command.Organisation, account.Id, credit.From, command.CancellationToken);
        Money Holds(Payment payment) => payment.Method == method ? payment.Returnable : Money.Zero(amount.Currency);
        var shares = RefundShares.Over(RefundShares.NewestFirst(own), amount, Holds);
        if (RefundShares.Sum(shares, amount.Currency) == amount)
            return [.. shares.Select(share => share.Payment)];
        var newest = await payments.FindAsync(command.Organisation, account.Id, amount, Holds, command.CancellationToken);
        return [.. shares.Select(share => share.Payment).Union(newest)];
    }

    private static FieldErrors Check(Request request, string currency)
    {
        var errors = new FieldErrors();
        errors.Id("method", request.Method);
        errors.Amount("expectedTotal", request.ExpectedTotal ?? default, currency);
        errors.Reason(request.Reason);
        if (request.Amount is { } amount)
            errors.Amount("amount", amount, currency);
        errors.Id("payment", request.Payment, needed: false);
        return errors;
    }
}
