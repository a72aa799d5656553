using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An entry as it stands at this moment; also one that is closed.</summary>
internal static class GetAction
{
    public static async Task<Answer> Handle(string account, string entry, Command command, AggregateStore<Account> accounts)
    {
        if (PaymentAction.RowOf(entry) is not { } row)
            return CommonRefusals.NotFound;
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [row]);
        return found.Exists && PaymentAction.Find(found, entry) is { } action
            ? Answer.Ok(ActionView.Of(action, command.Language), AccountsJson.Default.ActionView)
            : CommonRefusals.NotFound;
    }
}
