using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>A credit that left another account arrives, once: its id came with the message.</summary>
internal static class ReceiveCredit
{
    public static async Task HandleAsync(CreditMoved message, MessageContext context)
    {
        var accounts = context.Services.GetRequiredService<AggregateStore<Account>>();
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile)
            return;
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var credit = Credit.New(
            message.There,
            CreditKinds.Transfer,
            new Money(message.AmountMinor!.Value, profile.Currency),
            message.Reason,
            profile.Calendar.Today(now),
            now,
            [],
            message.Credit);
        await accounts.ChangeAsync(
            message.To, Command.Of(message.Organisation, $"credit of account {message.Account}", context), current => Decide(current, credit));
    }

    internal static Decision<Account> Decide(Account account, Credit credit)
    {
        if (account.NotYetRead(credits: [credit.Id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Credits.ContainsKey(credit.Id))
            return new Decision<Account>.Unchanged(Answer.NoContent);
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            account.With(credit).With(totals with { Credited = checked(totals.Credited + credit.Amount.Minor) }),
            new JournalNote("CreditReceived", credit.Reason, Corrects: credit.Origin)
            {
                Postings = Postings.Balanced(
                    [new Posting(LedgerAccounts.Transfers, credit.Amount), new Posting(LedgerAccounts.CreditsOwed, -credit.Amount)]),
            },
            Answer.NoContent,
            []);
    }
}
