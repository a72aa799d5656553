using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetAccount
{
    public static async Task<Answer> Handle(string account, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        return found.Exists ? Answer.Ok(
            AccountView.Of(found), AccountsJson.Default.AccountView, found.Head!.ETag) : CommonRefusals.NotFound;
    }
}
