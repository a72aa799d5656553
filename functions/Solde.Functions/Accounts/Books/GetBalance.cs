using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetBalance
{
    public static async Task<Answer> Handle(string account, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Exists ? Answer.Ok(Balance.Of(found), AccountsJson.Default.BalanceView) : CommonRefusals.NotFound;
    }
}
