using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetRefund
{
    public static async Task<Answer> Handle(string account, string refund, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.RefundRow(refund)]);
        return found.Refunds.TryGetValue(refund, out var known)
            ? Answer.Ok(RefundView.Of(known), AccountsJson.Default.RefundView)
            : CommonRefusals.NotFound;
    }
}
