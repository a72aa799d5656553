using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Asks for a failed instalment at once, by the same saved method or another one.</summary>
internal static class RetryInstalment
{
    public static async Task<Answer> HandleAsync(
        string account,
        string entry,
        string? paymentMethod,
        Command command,
        AggregateStore<Account> accounts,
        ISavedMethods saved,
        OrganisationProfile profile,
        TimeProvider clock)
    {
        PayingBy? way = null;
        if (paymentMethod is not null)
        {
            if (!(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
                return CommonRefusals.NotFound;
            (way, var refusal) = await PayingBy.FindAsync(account, paymentMethod, null, profile, saved, command);
            if (refusal is not null)
                return await accounts.RefusedAsync(account, command, refusal);
        }
        var due = new DueRun("", "", IdempotencyKey.NewId("pay"), command.Organisation, profile, clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current => Decide(current, entry, way, due));
    }

    internal static Decision<Account> Decide(Account account, string entry, PayingBy? way, DueRun due)
    {
        var (action, unready) = OpenAction.Find(account, entry);
        if (action is null)
            return unready!;
        var key = new InstalmentKey(action.Plan!, action.Instalment!);
        return RetryAction.Answering(
            TryAgain.Ask(account, [(key, action.Amount)], way, due, isByHand: true),
            new RetryAction.View(due.Payment, null),
            $"/api/v1/accounts/{account.Id}/payments/{due.Payment}");
    }
}
