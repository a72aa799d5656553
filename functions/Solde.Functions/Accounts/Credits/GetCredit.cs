using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetCredit
{
    public static async Task<Answer> Handle(string account, string credit, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.CreditRow(credit)]);
        return found.Credits.TryGetValue(credit, out var known)
            ? Answer.Ok(CreditView.Of(known), AccountsJson.Default.CreditView)
            : CommonRefusals.NotFound;
    }
}
