using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Makes a credit note by hand, with a reason (BIL-16). It waits on the account until it is used.</summary>
internal static class MakeCredit
{
    public sealed record Request(Money? Amount, string? Reason);

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
        errors.Amount("amount", request.Amount ?? default, profile.Currency);
        errors.Reason(request.Reason);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());

        var now = clock.GetUtcNow();
        var credit = Credit.New(
            IdempotencyKey.NewId("crd"), CreditKinds.Goodwill, request.Amount!.Value, request.Reason!, profile.Calendar.Today(now), now, [], null);
        return await accounts.ChangeAsync(account, command, current => Decide(current, credit));
    }

    internal static Decision<Account> Decide(Account account, Credit credit)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            account.With(credit).With(totals with { Credited = checked(totals.Credited + credit.Amount.Minor) }),
            new JournalNote("CreditMade", credit.Reason) { Postings = PostingsOf(credit) },
            Answer.Created(CreditView.Of(credit), AccountsJson.Default.CreditView, $"/api/v1/accounts/{account.Id}/credits/{credit.Id}"),
            []);
    }

    /// <summary>The organisation gives it up, and owes it.</summary>
    internal static IReadOnlyList<Posting> PostingsOf(Credit credit) => Postings.Balanced(
    [
        new Posting(LedgerAccounts.Adjustments(credit.Kind), credit.Amount),
        new Posting(LedgerAccounts.CreditsOwed, -credit.Amount),
    ]);
}
