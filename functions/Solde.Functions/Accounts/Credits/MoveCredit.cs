using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Moves a credit, or part of it, to another account of the organisation (BIL-16). Two accounts are two partitions: it
/// leaves here in one transaction with the message that brings it there, and both journals show it.
/// </summary>
internal static class MoveCredit
{
    /// <param name="Amount">All that is left unless given.</param>
    public sealed record Request(string? To, string? Reason, Money? Amount = null);

    public static async Task<Answer> Handle(
        string account,
        string credit,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Id("to", request.To);
        errors.Reason(request.Reason);
        if (request.Amount is { } amount)
            errors.Amount("amount", amount, profile.Currency);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        var to = request.To!;
        var target = await accounts.ReadAsync(command.Organisation, to, command.CancellationToken);
        var there = IdempotencyKey.NewId("crd");
        return await accounts.ChangeAsync(account, command, current => target.Exists && to != account
            ? Decide(current, credit, new CreditMoved(command.Organisation, account, credit, to, there, request.Amount?.Minor, request.Reason!))
            : NoTarget(current, credit, to));
    }

    internal static Decision<Account> Decide(Account account, string id, CreditMoved move)
    {
        if (account.NotYetRead(credits: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Credits.TryGetValue(id, out var credit))
            return CommonRefusals.NotFound;
        var amount = move.AmountMinor is { } minor ? new Money(minor, credit.Amount.Currency) : credit.Left;
        if (!amount.IsPositive || amount > credit.Left)
            return CreditRefusals.NotEnough.With(credit.Left);

        var left = credit with { Moved = credit.Moved + amount };
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            account.With(left).With(totals with { Credited = totals.Credited - amount.Minor }),
            new JournalNote("CreditMovedAway", move.Reason, Corrects: id)
            {
                Postings = Postings.Balanced(
                    [new Posting(LedgerAccounts.CreditsOwed, amount), new Posting(LedgerAccounts.Transfers, -amount)]),
            },
            FundsAnswer.Of(left),
            [Announcement.To(Queues.Accounts, move with { AmountMinor = amount.Minor }, AccountMessages.Default.CreditMoved)]);
    }

    /// <summary>Whose credit is not known learns nothing of who is.</summary>
    private static Decision<Account> NoTarget(Account account, string id, string to)
    {
        if (account.NotYetRead(credits: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        return account.Credits.ContainsKey(id) ? CreditRefusals.NoSuchAccount.With(to) : CommonRefusals.NotFound;
    }
}
